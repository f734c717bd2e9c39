package dev.bosai.app.cli;

import dev.bosai.app.fault.Fault;
import dev.bosai.app.run.Pollers;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.port.TaskQueues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether anybody carries a run on, asked every five seconds while it is watched. */
final class Attendance {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final Pollers pollers;
  private final Clock clock;
  private Instant asked = Instant.EPOCH;
  private Optional<String> missing = Optional.empty();

  Attendance(Pollers pollers, Clock clock) {
    this.pollers = pollers;
    this.clock = clock;
  }

  /** Returns one sentence if no worker asks for the run's work. */
  Optional<String> missing(RunSnapshot run) {
    Instant now = clock.instant();
    if (asked.plus(FRESH).isBefore(now)) {
      asked = now;
      missing = ask(run);
    }
    return missing;
  }

  /** A Temporal that is away is told about elsewhere; what was known of the workers stays. */
  private Optional<String> ask(RunSnapshot run) {
    try {
      return pollers.missing(TaskQueues.system(run.header().system()));
    } catch (Fault away) {
      return missing;
    }
  }
}
