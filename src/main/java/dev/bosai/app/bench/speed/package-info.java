/** How quick the engine is, side by side with a bare script that does the same. */
@NullMarked
package dev.bosai.app.bench.speed;

import org.jspecify.annotations.NullMarked;
