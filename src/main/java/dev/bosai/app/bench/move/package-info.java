/** How long clients wait while a healthy primary is moved, beside a bare script. */
@NullMarked
package dev.bosai.app.bench.move;

import org.jspecify.annotations.NullMarked;
