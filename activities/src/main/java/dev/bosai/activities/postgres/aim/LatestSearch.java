package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Spot.Hit;
import dev.bosai.activities.postgres.aim.Spot.Miss;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for the newest point; there must be one, or a server opens at any gap (f04). */
final class LatestSearch implements Search {
  @Override
  public void hear(WalRecord record, @Nullable TransactionEnd end, Moment before, Moment after) {
    // The end of the story is all that counts.
  }

  @Override
  public Spot spot(Reading reading) throws IOException, InterruptedException {
    Lsn last = reading.last();
    Broken broken = reading.broken();
    if (last == null || !reading.consistent(last, true)) {
      return broken == null
          ? new Miss(
              "no WAL after backup \"" + reading.backup().id() + "\" is archived",
              "let the primary archive what it has",
              true)
          : reading.outOfReach("\"latest\"");
    }
    TransactionEnd commit = reading.story().now().last();
    String text =
        (broken == null ? "the end of archived WAL" : "the last record before damage")
            + (commit == null
                ? ""
                : ", after the commit of transaction %s at %s"
                    .formatted(commit.xid(), commit.at()));
    return new Hit(last, true, reading.story().now(), text, broken == null, List.of());
  }
}
