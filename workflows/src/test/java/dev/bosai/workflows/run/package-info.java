/** Drives whole runs over a hand-written world. */
@NullMarked
package dev.bosai.workflows.run;

import org.jspecify.annotations.NullMarked;
