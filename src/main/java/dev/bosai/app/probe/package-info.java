/** {@code bosai probe}: sees a database as its clients do, in a process of its own. */
@NullMarked
package dev.bosai.app.probe;

import org.jspecify.annotations.NullMarked;
