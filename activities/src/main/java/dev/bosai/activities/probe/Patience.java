package dev.bosai.activities.probe;

import java.time.Duration;

/**
 * How long a probe may rest before its silence says nothing about the database: three intervals,
 * but never so little that a busy machine's pauses count as rests.
 */
final class Patience {
  private static final int INTERVALS = 3;
  private static final Duration LEAST = Duration.ofMillis(200);

  private Patience() {}

  /** Returns it for a pace. */
  static Duration of(Duration every) {
    Duration three = every.multipliedBy(INTERVALS);
    return three.compareTo(LEAST) < 0 ? LEAST : three;
  }
}
