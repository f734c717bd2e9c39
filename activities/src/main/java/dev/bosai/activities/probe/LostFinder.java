package dev.bosai.activities.probe;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the confirmed writes of older timelines that are missing on the new one. A promotion loses
 * the end of a history, so the search goes backwards and ends with the first whole chunk that is
 * all there.
 */
final class LostFinder {
  static final int CHUNK = 10_000;

  private final Survivors survivors;
  private final int timeline;
  private final Set<Long> countedBefore;

  /**
   * Makes a finder.
   *
   * @param timeline the new one; writes confirmed on it are not looked up
   * @param countedBefore ids that an earlier recovery has counted as lost already
   */
  LostFinder(Survivors survivors, int timeline, Set<Long> countedBefore) {
    this.survivors = survivors;
    this.timeline = timeline;
    this.countedBefore = countedBefore;
  }

  /**
   * Looks through the ledger.
   *
   * @param newestFirst the ledger's lines
   */
  Lost find(Iterator<Acknowledged> newestFirst) throws SQLException {
    List<Acknowledged> lost = new ArrayList<>();
    boolean someMissing = true;
    while (someMissing && newestFirst.hasNext()) {
      List<Acknowledged> missing = missing(chunk(newestFirst));
      someMissing = !missing.isEmpty();
      lost.addAll(missing);
    }
    return summary(lost);
  }

  private List<Acknowledged> chunk(Iterator<Acknowledged> newestFirst) {
    List<Acknowledged> chunk = new ArrayList<>();
    while (newestFirst.hasNext() && chunk.size() < CHUNK) {
      Acknowledged row = newestFirst.next();
      if (row.timeline() < timeline) {
        chunk.add(row);
      }
    }
    return chunk;
  }

  private List<Acknowledged> missing(List<Acknowledged> chunk) throws SQLException {
    Set<Long> there = survivors.among(chunk.stream().map(Acknowledged::id).toList());
    return chunk.stream()
        .filter(row -> !there.contains(row.id()) && !countedBefore.contains(row.id()))
        .toList();
  }

  private static Lost summary(List<Acknowledged> newestFirst) {
    List<Long> ids = new ArrayList<>(newestFirst.stream().map(Acknowledged::id).toList());
    Collections.reverse(ids);
    @Nullable Instant from =
        newestFirst.isEmpty() ? null : newestFirst.get(newestFirst.size() - 1).time();
    @Nullable Instant to = newestFirst.isEmpty() ? null : newestFirst.get(0).time();
    return new Lost(ids, from, to);
  }
}
