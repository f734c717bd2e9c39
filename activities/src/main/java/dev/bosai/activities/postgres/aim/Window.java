package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Spot.Miss;
import dev.bosai.workflows.port.Backup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Which targets a backup can serve at all: a server does not check that (f05). */
final class Window {
  /** Some backups tell their end to the second only. */
  private static final Duration WITHIN = Duration.ofSeconds(1);

  private Window() {}

  /** Returns whether a target may lie after a backup, as far as can be told without its WAL. */
  static boolean opens(Backup backup, Target target) {
    if (target instanceof Target.Time time) {
      return backup.stoppedAt().isBefore(time.at());
    }
    return !(target instanceof Target.Position position)
        || backup.stop().compareTo(position.lsn()) < 0;
  }

  /**
   * Says that a target lies before all of them.
   *
   * @param all the newest first
   */
  static Miss before(List<Backup> all, Target target, Repository repository) {
    if (all.isEmpty()) {
      return new Miss(
          "no backup in \"%s\" leads to timeline %d"
              .formatted(repository.provider().repository(), repository.ancestry().timeline()),
          "take one with \"bosai backup take\"; it reaches what comes after it",
          false);
    }
    Backup oldest = all.get(all.size() - 1);
    Instant from = oldest.stoppedAt().plus(WITHIN).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    boolean position = target instanceof Target.Position;
    return new Miss(
        "it lies before the oldest backup \"%s\", which was complete at %s"
            .formatted(oldest.id(), position ? oldest.stop() : oldest.stoppedAt()),
        "ask for \"" + from + "\" or later",
        false);
  }
}
