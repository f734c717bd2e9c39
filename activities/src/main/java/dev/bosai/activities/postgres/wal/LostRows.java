package dev.bosai.activities.postgres.wal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Places of one table's rows that lost commits changed. Both timelines share every place that was
 * in use at the fork, so a place tells which row of the new timeline is meant.
 */
public final class LostRows {
  /** So many places are remembered of all tables together; beyond, rows are told by their keys. */
  static final int MOST = 2_000_000;

  private final Set<Long> came = new HashSet<>();
  private final Map<Long, Long> moved = new HashMap<>();
  private final Set<Long> deleted = new HashSet<>();
  private final Set<Long> blocks = new HashSet<>();

  void add(HeapChange change) {
    if (change.block() >= 0) {
      blocks.add(change.block());
    } else if (change.gone() < 0) {
      moved.remove(change.came());
      came.add(change.came());
    } else if (change.came() < 0) {
      delete(change.gone());
    } else {
      move(change.gone(), change.came());
    }
  }

  private void move(long from, long to) {
    if (came.remove(from)) {
      came.add(to);
      return;
    }
    Long origin = moved.remove(from);
    moved.put(to, origin == null ? from : origin);
  }

  private void delete(long place) {
    if (came.remove(place)) {
      return;
    }
    Long origin = moved.remove(place);
    deleted.add(origin == null ? place : origin);
  }

  int size() {
    return came.size() + moved.size() + deleted.size();
  }

  /** Returns where rows are now that were there at the fork, and where they were then. */
  public Map<Long, Long> moved() {
    return Map.copyOf(moved);
  }

  /**
   * Returns where rows were at the fork that are deleted. Rows that came and went past the fork are
   * among them where many came at once.
   */
  public Set<Long> deleted() {
    return Set.copyOf(deleted);
  }

  /** Returns where rows were at the fork that have another content now, or none. */
  public Set<Long> gone() {
    Set<Long> all = new TreeSet<>(deleted);
    all.addAll(moved.values());
    return all;
  }

  /** Returns whether a place may have come to be past the fork, as one of many. */
  public boolean isUncertain(long place) {
    return blocks.contains(place >>> 16);
  }
}
