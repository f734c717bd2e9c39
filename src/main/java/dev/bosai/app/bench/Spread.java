package dev.bosai.app.bench;

import java.util.List;
import java.util.Locale;

/**
 * Least, middle and greatest of some figures.
 *
 * @param min least
 * @param median middle; of an even number the lower of the two
 * @param max greatest
 */
public record Spread(double min, double median, double max) {

  /**
   * Finds them.
   *
   * @param figures at least one
   */
  public static Spread of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    return new Spread(
        sorted.get(0), sorted.get((sorted.size() - 1) / 2), sorted.get(sorted.size() - 1));
  }

  /** Writes them with a number of decimals, as {@code min / median / max}. */
  public String text(int decimals) {
    String one = "%." + decimals + "f";
    return String.format(Locale.ROOT, one + " / " + one + " / " + one, min, median, max);
  }
}
