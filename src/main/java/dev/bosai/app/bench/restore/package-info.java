/** How long it takes to bring a database back to a moment, beside the same by the bare tools. */
@NullMarked
package dev.bosai.app.bench.restore;

import org.jspecify.annotations.NullMarked;
