package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Spot.Hit;
import dev.bosai.activities.postgres.aim.Spot.Miss;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a moment. As PostgreSQL does with a time target, it stops before the first commit that
 * is later; but it names a position, which also works where no commit follows (f11).
 */
final class TimeSearch implements Search {
  private final Instant at;
  private final Backup backup;
  private Moment best = Moment.BEGIN;
  private @Nullable TransactionEnd later;
  private long overtaken;
  private boolean copiedLater;

  TimeSearch(Instant at, Backup backup) {
    this.at = at;
    this.backup = backup;
  }

  @Override
  public void hear(WalRecord record, @Nullable TransactionEnd end, Moment before, Moment after) {
    if (end == null || !end.committed()) {
      return;
    }
    boolean past = end.at().isAfter(at);
    if (later != null) {
      overtaken += past ? 0 : 1;
    } else if (past && end.lsn().compareTo(backup.stop()) >= 0) {
      later = end;
    } else {
      best = after;
      copiedLater |= past;
    }
  }

  @Override
  public Spot spot(Reading reading) throws IOException, InterruptedException {
    TransactionEnd last = best.last();
    boolean followed = later != null || (last != null && last.at().equals(at));
    if (!followed && reading.broken() != null) {
      return reading.outOfReach("\"" + at + "\"");
    }
    if (last != null && !copiedLater && reading.consistent(last.lsn(), true)) {
      return new Hit(last.lsn(), true, best, text(last, followed), followed, notes());
    }
    return quiet(reading, followed);
  }

  /**
   * Nothing committed from the end of the backup up to the moment: any record in between will do.
   */
  private Spot quiet(Reading reading, boolean followed) throws IOException, InterruptedException {
    Optional<Lsn> first = reading.first(reading.chain().from(), backup.stop());
    Lsn end = later == null ? null : later.lsn();
    if (copiedLater || first.isEmpty() || (end != null && first.get().compareTo(end) >= 0)) {
      return new Miss(
          "backup \"%s\" is complete only after \"%s\"".formatted(backup.id(), at),
          "ask for a later moment",
          true);
    }
    String text =
        followed
            ? "the end of backup \"%s\": nothing committed between it and %s"
                .formatted(backup.id(), at)
            : "the end of backup \"%s\": nothing that committed after it is archived"
                .formatted(backup.id());
    return new Hit(first.get(), true, best, text, followed, notes());
  }

  private String text(TransactionEnd last, boolean followed) {
    return followed
        ? "just after the commit of transaction %s at %s, the last one up to %s"
            .formatted(last.xid(), last.at(), at)
        : "just after the commit of transaction %s at %s, the newest one that can be reached"
                .formatted(last.xid(), last.at())
            + "; no later one up to %s is archived".formatted(at);
  }

  private List<String> notes() {
    return overtaken == 0
        ? List.of()
        : List.of(
            overtaken
                + " commits with an earlier time stand after that point in the log; they are lost"
                + " too, as with PostgreSQL's own time target");
  }
}
