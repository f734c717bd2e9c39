/** Files that survive the death of their writer, written and read back. */
@NullMarked
package dev.bosai.activities.file;

import org.jspecify.annotations.NullMarked;
