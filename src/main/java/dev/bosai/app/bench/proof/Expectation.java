package dev.bosai.app.bench.proof;

/**
 * One thing that must be so.
 *
 * @param claim what must be so
 * @param held whether it was
 * @param seen what was found, for people
 */
public record Expectation(String claim, boolean held, String seen) {

  /** Makes one that says what was found. */
  static Expectation that(String claim, boolean held, String seen) {
    return new Expectation(claim, held, seen);
  }

  /** Expects two counts to be the same. */
  static Expectation same(String claim, long expected, long found) {
    return new Expectation(claim, expected == found, "checker " + expected + ", report " + found);
  }

  @Override
  public String toString() {
    return (held ? "held: " : "VIOLATED: ") + claim + " (" + seen + ")";
  }
}
