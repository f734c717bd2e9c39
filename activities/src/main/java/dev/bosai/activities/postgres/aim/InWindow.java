package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.wal.Relation;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the transactions of a span begin and end in the log, and follows tables that are
 * written anew into other files on the way.
 */
final class InWindow implements Story.Listener {
  private final Instant from;
  private final Instant to;
  private final TableFiles files;
  private final Map<String, List<Relation>> made = new HashMap<>();
  private final Map<String, Set<Long>> locked = new HashMap<>();
  private @Nullable Lsn first;
  private @Nullable Lsn last;
  private @Nullable Lsn next;
  private long oldest;

  InWindow(Instant from, Instant to, TableFiles files) {
    this.from = from;
    this.to = to;
    this.files = files;
  }

  @Override
  public void hear(WalRecord record, @Nullable TransactionEnd end, Moment before, Moment after) {
    if (last != null && next == null) {
      next = record.lsn();
    }
    if (record.manager().equals("Storage")) {
      made(record);
    }
    if (record.operation().equals("LOCK") && !record.xid().equals("0")) {
      locked
          .computeIfAbsent(record.xid(), xid -> new HashSet<>())
          .addAll(Change.Locked.ids(record.description()));
    }
    if (end != null) {
      follow(end);
      if (holds(end)) {
        note(end);
      }
    }
  }

  /** Returns whether a transaction is one of the span. */
  boolean holds(TransactionEnd end) {
    return end.committed() && !end.at().isBefore(from) && !end.at().isAfter(to);
  }

  /** Returns where the first commit is; null if there is none. */
  @Nullable Lsn first() {
    return first;
  }

  /** Returns where reading can end; null if only at the end of everything. */
  @Nullable Lsn next() {
    return next;
  }

  /** Returns the id of the transaction that began first. */
  long oldest() {
    return oldest;
  }

  private void note(TransactionEnd end) {
    long xid = Long.parseLong(end.xid());
    oldest = first == null || Xids.precedes(xid, oldest) ? xid : oldest;
    first = first == null ? end.lsn() : first;
    last = end.lsn();
    next = null;
  }

  private void made(WalRecord record) {
    if (record.operation().equals("CREATE")) {
      Relation.ofFile(record.description().substring("CREATE".length()))
          .forEach(file -> made.computeIfAbsent(record.xid(), xid -> new ArrayList<>()).add(file));
    }
  }

  /**
   * Notes the new file of a table that was emptied. Of several at once nobody can tell which is
   * whose, and what is made together with an object of the same number is no table's new file.
   */
  private void follow(TransactionEnd end) {
    List<Relation> created = new ArrayList<>();
    Set<Long> objects = new HashSet<>();
    for (String xid : end.xids()) {
      created.addAll(Objects.requireNonNullElse(made.remove(xid), List.of()));
      objects.addAll(Objects.requireNonNullElse(locked.remove(xid), Set.of()));
    }
    List<Relation> gone = files.tables(end.dropped());
    Optional<Relation> next =
        created.stream().filter(file -> !objects.contains(file.file())).findFirst();
    if (end.committed() && gone.size() == 1 && next.isPresent()) {
      files.moved(gone.get(0), next.get());
    }
  }
}
