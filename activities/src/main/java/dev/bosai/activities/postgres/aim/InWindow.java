package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.wal.Relation;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.activities.postgres.wal.WalRecord;
import dev.bosai.workflows.port.Lsn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Of several tables at once nobody can tell which new file is whose. */
  private void follow(TransactionEnd end) {
    List<Relation> created = new ArrayList<>();
    for (String xid : end.xids()) {
      List<Relation> part = made.remove(xid);
      created.addAll(part == null ? List.of() : part);
    }
    List<Relation> gone =
        end.dropped().stream()
            .filter(file -> files.of(file).filter(TableFiles.Table::ofUsers).isPresent())
            .toList();
    if (end.committed() && gone.size() == 1 && !created.isEmpty()) {
      files.moved(gone.get(0), created.get(0));
    }
  }
}
