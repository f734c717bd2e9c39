package dev.bosai.activities.postgres.backup;

import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList.Gap;
import dev.bosai.workflows.port.Proven;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What of a repository somebody must look at, one sentence each. */
final class Alarms {
  private static final Duration HOURS_UP_TO = Duration.ofDays(3);
  private final Duration within;
  private final Instant now;

  /**
   * Makes the rule of a moment.
   *
   * @param within how old the newest backup and the newest proof may become
   */
  Alarms(Duration within, Instant now) {
    this.within = within;
    this.now = now;
  }

  /**
   * What a look at the repository showed.
   *
   * @param backups the oldest first
   * @param gaps in their WAL
   * @param broken those that cannot be restored
   * @param proofs the oldest first
   */
  record Seen(List<Backup> backups, List<Gap> gaps, List<Backup> broken, List<Proven> proofs) {}

  List<String> of(Seen seen) {
    List<String> alarms = new ArrayList<>();
    backups(seen, alarms);
    seen.gaps().forEach(gap -> alarms.add(sentence(gap)));
    seen.broken().forEach(backup -> alarms.add(unusable(backup)));
    proofs(seen, alarms);
    return alarms;
  }

  private void backups(Seen seen, List<String> alarms) {
    Optional<Backup> newest = seen.backups().stream().reduce((earlier, later) -> later);
    if (newest.isEmpty()) {
      alarms.add("there is no backup");
    } else if (isOld(newest.get().stoppedAt())) {
      alarms.add(
          "the newest backup, \"%s\", is %s old; expected one within %s"
              .formatted(newest.get().id(), age(newest.get().stoppedAt()), words(within)));
    }
  }

  /** The moment of the proof counts, not the newest commit in it: a quiet database has none. */
  private void proofs(Seen seen, List<String> alarms) {
    Optional<Proven> newest = seen.proofs().stream().reduce((earlier, later) -> later);
    Optional<Proven> passed =
        seen.proofs().stream().filter(Proven::passed).reduce((earlier, later) -> later);
    newest.filter(proof -> !proof.passed()).ifPresent(proof -> alarms.add(failed(proof)));
    if (passed.isEmpty()) {
      alarms.add("no restore was ever proven");
    } else if (isOld(passed.get().at())) {
      alarms.add(
          "the newest proven restore, of backup \"%s\", is %s old; expected one within %s"
              .formatted(passed.get().backup(), age(passed.get().at()), words(within)));
    }
  }

  private static String failed(Proven proof) {
    String why =
        proof.checks().stream()
            .filter(check -> !check.good())
            .map(Proven.Check::text)
            .collect(Collectors.joining("; "));
    return "the restore of backup \"" + proof.backup() + "\" was not proven: " + why;
  }

  private static String sentence(Gap gap) {
    String files =
        gap.first().equals(gap.last())
            ? "WAL file \"" + gap.first() + "\" is of no use"
            : "WAL files from \"" + gap.first() + "\" to \"" + gap.last() + "\" are of no use";
    String until =
        gap.lastReachable() == null
            ? ""
            : "; the last moment before is " + gap.lastReachable().truncatedTo(ChronoUnit.MILLIS);
    return files + ": " + gap.reason() + until;
  }

  private static String unusable(Backup backup) {
    return "backup \""
        + backup.id()
        + "\" cannot be restored: WAL from "
        + backup.start()
        + " to "
        + backup.stop()
        + " is not whole";
  }

  private boolean isOld(Instant time) {
    return Duration.between(time, now).compareTo(within) > 0;
  }

  private String age(Instant time) {
    return words(Duration.between(time, now));
  }

  private static String words(Duration duration) {
    if (duration.compareTo(HOURS_UP_TO) >= 0) {
      return duration.toDays() + " days";
    }
    return duration.toHours() > 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
  }
}
