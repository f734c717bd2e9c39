package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * Reads a run again and again. A Temporal that is away for a moment is waited for, since runs
 * outlive its restarts.
 */
public final class Following {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final RunReader reader;
  private final Clock clock;
  private final Beginning beginning = new Beginning();
  private Instant lastAnswer;

  /**
   * Makes it.
   *
   * @param reader reads the run
   * @param clock the reader's time
   */
  public Following(RunReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
    this.lastAnswer = clock.instant();
  }

  /** Returns the run at the next moment worth looking at, at most 250 ms later. */
  public RunSnapshot next(RunSnapshot run) {
    pause();
    RunSnapshot read = read(run);
    beginning.seen(read, clock.instant());
    return read;
  }

  private RunSnapshot read(RunSnapshot run) {
    try {
      RunSnapshot read = reader.again(run);
      lastAnswer = clock.instant();
      return read;
    } catch (Fault fault) {
      if (fault.blame() != Blame.ENVIRONMENT || silence().compareTo(PATIENCE) > 0) {
        throw fault;
      }
      return run;
    }
  }

  /** Returns how long Temporal has not answered. */
  public Duration silence() {
    return Duration.between(lastAnswer, clock.instant());
  }

  /** Returns the run as soon as the condition holds. */
  public RunSnapshot until(RunSnapshot run, Predicate<RunSnapshot> condition) {
    RunSnapshot latest = run;
    while (!condition.test(latest)) {
      latest = next(latest);
    }
    return latest;
  }

  private static void pause() {
    try {
      Thread.sleep(INTERVAL.toMillis());
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new Fault(Blame.REFUSED, "interrupted", "the run goes on without this command", error);
    }
  }
}
