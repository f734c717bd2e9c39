/** A cluster that Bosai did not make, protected as its documents say. */
@NullMarked
package dev.bosai.app.foreign;

import org.jspecify.annotations.NullMarked;
