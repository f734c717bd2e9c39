package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Spot.Hit;
import dev.bosai.activities.postgres.aim.Spot.Miss;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks for a position: everything before it is in. */
final class PositionSearch implements Search {
  private final Lsn lsn;
  private Moment best = Moment.BEGIN;
  private @Nullable Lsn near;

  PositionSearch(Lsn lsn) {
    this.lsn = lsn;
  }

  @Override
  public void hear(WalRecord record, @Nullable TransactionEnd end, Moment before, Moment after) {
    if (record.lsn().compareTo(lsn) < 0) {
      best = after;
      near = record.lsn();
    }
  }

  @Override
  public Spot spot(Reading reading) throws IOException, InterruptedException {
    Optional<Lsn> next = reading.first(near == null ? reading.chain().from() : near, lsn);
    if (next.isPresent()) {
      Lsn begin = next.get();
      String moved = begin.equals(lsn) ? "" : ", where the next record begins at " + begin;
      return new Hit(begin, false, best, "just before position " + lsn + moved, true, List.of());
    }
    Lsn last = reading.last();
    if (reading.broken() != null) {
      return reading.outOfReach("position " + lsn);
    }
    return last != null
            && last.compareTo(lsn) < 0
            && lsn.compareTo(reading.chain().end()) <= 0
            && reading.consistent(last, true)
        ? atTheEnd(last)
        : beyond(reading);
  }

  /** No record follows that replay could stop before, so it stops after the one before. */
  private Spot atTheEnd(Lsn last) {
    return new Hit(
        last, true, best, "position " + lsn + ", the end of archived WAL", true, List.of());
  }

  private Spot beyond(Reading reading) {
    return new Miss(
        "position %s cannot be reached: archived WAL ends at %s"
            .formatted(lsn, reading.chain().end()),
        "ask for \"latest\", or let the primary archive what it has",
        false);
  }
}
