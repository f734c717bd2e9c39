/** The old site cannot be reached: cut off, and at work behind the cut. */
@NullMarked
package dev.bosai.app.cut;

import org.jspecify.annotations.NullMarked;
