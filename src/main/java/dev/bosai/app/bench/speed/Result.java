package dev.bosai.app.bench.speed;

import dev.bosai.app.bench.Spread;
import java.util.List;

/**
 * One figure beside its aim.
 *
 * @param what was measured
 * @param unit of the figures
 * @param aim the greatest figure that is wanted; every run counts, not the average
 * @param figures one for each run
 */
record Result(String what, String unit, double aim, List<Double> figures) {

  /** Returns whether every run met the aim. */
  boolean met() {
    return Spread.of(figures).max() <= aim;
  }

  /** Writes it as a row of a Markdown table. */
  String row() {
    int decimals = Spread.of(figures).max() < 10 ? 2 : 0;
    return "| %s | ≤ %s %s | %s %s | %d | %s |"
        .formatted(
            what,
            aim == Math.rint(aim) ? String.valueOf((long) aim) : String.valueOf(aim),
            unit,
            Spread.of(figures).text(decimals),
            unit,
            figures.size(),
            met() ? "met" : "**missed**");
  }
}
