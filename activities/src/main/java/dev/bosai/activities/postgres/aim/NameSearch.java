package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Spot.Hit;
import dev.bosai.activities.postgres.aim.Spot.Miss;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.runbooks.parse.Nearest;
import dev.bosai.workflows.port.Lsn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for a named restore point; of several with one name the newest counts. */
final class NameSearch implements Search {
  private static final int MOST_NAMES = 1_000;
  private final String name;
  private final Set<String> others = new LinkedHashSet<>();
  private Moment best = Moment.BEGIN;
  private @Nullable Lsn lsn;
  private int times;

  NameSearch(String name) {
    this.name = name;
  }

  @Override
  public List<String> managers() {
    return List.of("XLOG");
  }

  @Override
  public void hear(WalRecord record, @Nullable TransactionEnd end, Moment before, Moment after) {
    if (!record.manager().equals("XLOG") || !record.operation().equals("RESTORE_POINT")) {
      return;
    }
    String found = record.description().substring("RESTORE_POINT".length()).strip();
    if (found.equals(name)) {
      lsn = record.lsn();
      best = after;
      times++;
    } else if (others.size() < MOST_NAMES) {
      others.add(found);
    }
  }

  @Override
  public Spot spot(Reading reading) {
    Broken broken = reading.broken();
    if (lsn == null) {
      return new Miss(
          "restore point \"%s\" is not in archived WAL since backup \"%s\"%s"
              .formatted(
                  name,
                  reading.backup().id(),
                  broken == null ? "" : ", as far as it can be read: " + broken.sentence()),
          others.isEmpty()
              ? "there is none at all; ask for a time, or make one with \"bosai mark\""
              : Nearest.hint(name, others),
          true);
    }
    if (!reading.consistent(lsn, true)) {
      return new Miss(
          "restore point \"%s\" lies before backup \"%s\" is complete"
              .formatted(name, reading.backup().id()),
          "ask for a later point",
          true);
    }
    return new Hit(lsn, true, best, "restore point \"" + name + "\" at " + lsn, true, notes());
  }

  private List<String> notes() {
    return times == 1
        ? List.of()
        : List.of("%d restore points are named \"%s\"; the newest is taken".formatted(times, name));
  }
}
