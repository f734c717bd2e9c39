package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.wal.TransactionEnd;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known right after a record.
 *
 * @param commits how many were seen since reading began
 * @param last the newest of them; null if there was none
 * @param locks for each open transaction the tables that nobody else can read meanwhile, by object
 *     id
 */
record Moment(long commits, @Nullable TransactionEnd last, Map<String, Set<Long>> locks) {
  static final Moment BEGIN = new Moment(0, null, Map.of());

  /** One transaction may lock every table there is; people are not told more than this. */
  private static final int MOST_LOCKS = 100;

  Moment after(TransactionEnd end) {
    Map<String, Set<Long>> left = locks;
    if (!locks.isEmpty() && end.xids().stream().anyMatch(locks::containsKey)) {
      left = new HashMap<>(locks);
      left.keySet().removeAll(Set.copyOf(end.xids()));
    }
    return end.committed() ? new Moment(commits + 1, end, left) : new Moment(commits, last, left);
  }

  Moment withLock(String xid, long table) {
    Set<Long> held = locks.getOrDefault(xid, Set.of());
    if (held.contains(table) || held.size() >= MOST_LOCKS) {
      return this;
    }
    Set<Long> more = new LinkedHashSet<>(held);
    more.add(table);
    Map<String, Set<Long>> next = new HashMap<>(locks);
    next.put(xid, more);
    return new Moment(commits, last, next);
  }

  /** A server that crashed never said how its open transactions ended. */
  Moment withoutBefore(long oldestRunning) {
    List<String> gone =
        locks.keySet().stream()
            .filter(xid -> Xids.precedes(Long.parseLong(xid), oldestRunning))
            .toList();
    if (gone.isEmpty()) {
      return this;
    }
    Map<String, Set<Long>> left = new HashMap<>(locks);
    left.keySet().removeAll(gone);
    return new Moment(commits, last, left);
  }
}
