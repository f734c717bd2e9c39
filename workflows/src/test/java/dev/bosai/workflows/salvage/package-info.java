@NullMarked
package dev.bosai.workflows.salvage;

import org.jspecify.annotations.NullMarked;
