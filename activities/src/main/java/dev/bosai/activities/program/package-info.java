/** Programs that the system file names, run to their end on this worker's host. */
@NullMarked
package dev.bosai.activities.program;

import org.jspecify.annotations.NullMarked;
