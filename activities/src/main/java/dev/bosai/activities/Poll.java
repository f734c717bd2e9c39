package dev.bosai.activities;

import java.time.Duration;
import java.util.Optional;

/** Looks at an outside process until it shows what is awaited. */
public final class Poll {
  private Poll() {}

  /** One look; empty means not yet. */
  @FunctionalInterface
  public interface Look<T, E extends Exception> {
    /** Looks once. */
    Optional<T> look() throws E, InterruptedException;
  }

  /**
   * Looks again and again, at least once.
   *
   * @param bound after which it gives up
   * @param every pause between two looks
   * @return what was seen; empty if the bound passed
   */
  public static <T, E extends Exception> Optional<T> until(
      Duration bound, Duration every, Look<T, E> look) throws E, InterruptedException {
    long end = System.nanoTime() + bound.toNanos();
    Optional<T> seen = look.look();
    while (seen.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(every.toMillis());
      seen = look.look();
    }
    return seen;
  }
}
