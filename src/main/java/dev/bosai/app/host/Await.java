package dev.bosai.app.host;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for outside processes, which send no event, by looking again at a bounded interval. */
public final class Await {
  private static final Duration EVERY = Duration.ofMillis(25);

  private Await() {}

  /**
   * Looks until it is so.
   *
   * @param condition what is waited for
   * @param within gives up after this
   * @return whether it became so
   */
  public static boolean until(BooleanSupplier condition, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new Fault(Blame.ENVIRONMENT, "interrupted", "run the command again");
      }
      LockSupport.parkNanos(EVERY.toNanos());
    }
    return true;
  }
}
