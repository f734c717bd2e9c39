/** Drills in which workers, probe or Temporal die at chosen moments. */
@NullMarked
package dev.bosai.app.kill;

import org.jspecify.annotations.NullMarked;
