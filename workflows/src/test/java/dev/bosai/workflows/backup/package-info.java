@NullMarked
package dev.bosai.workflows.backup;

import org.jspecify.annotations.NullMarked;
