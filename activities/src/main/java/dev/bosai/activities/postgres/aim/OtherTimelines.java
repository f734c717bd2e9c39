package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.aim.Spot.Miss;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether what was not found is on a timeline that does not lead to the one that is aimed at,
 * for example among what a failover lost.
 *
 * @param repository with all timelines
 */
record OtherTimelines(Repository repository) {
  Miss explain(Target target, Miss miss) throws IOException, InterruptedException {
    if (!miss.older() || !(target instanceof Target.Transaction || target instanceof Target.Name)) {
      return miss;
    }
    for (int timeline : timelines()) {
      Heard heard = new Heard(target);
      if (read(timeline, heard) && heard.found != null) {
        return new Miss(
            "it is on timeline %d at %s, which does not lead to timeline %d"
                .formatted(timeline, heard.found, repository.ancestry().timeline()),
            "ask for a point on timeline " + repository.ancestry().timeline(),
            false);
      }
    }
    return miss;
  }

  private SortedSet<Integer> timelines() {
    SortedSet<Integer> found = new TreeSet<>();
    for (String name : repository.names()) {
      if (name.matches("[0-9A-F]{24}")) {
        found.add(Integer.parseUnsignedInt(name.substring(0, 8), 16));
      }
    }
    found.remove(repository.ancestry().timeline());
    return found;
  }

  /** Reads what a timeline has for itself; one whose history is gone is passed over. */
  private boolean read(int timeline, Heard heard) throws IOException, InterruptedException {
    if (timeline != 1 && !repository.names().contains("%08X.history".formatted(timeline))) {
      return false;
    }
    Ancestry other = Ancestry.of(timeline, repository.provider().archive(), repository.names());
    Lsn parted = repository.ancestry().parts(other);
    Repository its =
        new Repository(
            repository.host(),
            repository.provider(),
            other,
            repository.names(),
            repository.systemIdentifier());
    WalChain chain = its.chain(parted);
    if (chain.from().compareTo(chain.end()) >= 0) {
      return false;
    }
    try (LinkedWal wal = its.link(chain)) {
      Story story = new Story(Moment.BEGIN, heard);
      new WalDump(repository.host(), wal)
          .tell(parted, wal.chain().end(), List.of("Transaction", "XLOG"), story);
    }
    return true;
  }

  /** Hears of the target. */
  private static final class Heard implements Story.Listener {
    private final Target target;
    private @Nullable Lsn found;

    Heard(Target target) {
      this.target = target;
    }

    @Override
    public void hear(WalRecord record, @Nullable TransactionEnd end, Moment before, Moment after) {
      boolean it =
          target instanceof Target.Name name
              ? record.description().strip().equals("RESTORE_POINT " + name.name())
              : end != null
                  && target instanceof Target.Transaction transaction
                  && end.xids().contains(Long.toString(transaction.xid()));
      if (it) {
        found = record.lsn();
      }
    }
  }
}
