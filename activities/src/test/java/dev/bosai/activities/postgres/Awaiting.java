package dev.bosai.activities.postgres;

import dev.bosai.activities.Poll;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits for something outside, and fails the test with its name when it does not come. */
final class Awaiting {
  private Awaiting() {}

  static void that(String what, Callable<Boolean> holds) throws InterruptedException {
    boolean seen =
        Poll.until(
                Duration.ofSeconds(20),
                Duration.ofMillis(20),
                () -> Optional.of(true).filter(yes -> holdsNow(holds)))
            .isPresent();
    if (!seen) {
      throw new AssertionError("never so: " + what);
    }
  }

  private static boolean holdsNow(Callable<Boolean> holds) {
    try {
      return holds.call();
    } catch (Exception e) {
      return false;
    }
  }
}
