/** The step kinds: one record each, data only. */
@NullMarked
package dev.bosai.runbooks.step;

import org.jspecify.annotations.NullMarked;
