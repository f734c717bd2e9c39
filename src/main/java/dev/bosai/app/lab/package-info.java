/** A small production on one machine, to break and to recover. */
@NullMarked
package dev.bosai.app.lab;

import org.jspecify.annotations.NullMarked;
