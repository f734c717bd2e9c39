package dev.bosai.activities.probe;

import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the longest silence between a write on an older timeline and the next one, if that is on
 * the new timeline: nothing else ends an outage, and a restart of the old server does not.
 */
final class OutageFinder {
  private final Instant incidentBegan;
  private final int timeline;

  /**
   * Makes a finder.
   *
   * @param incidentBegan silences that ended earlier do not count
   * @param timeline the new one
   */
  OutageFinder(Instant incidentBegan, int timeline) {
    this.incidentBegan = incidentBegan;
    this.timeline = timeline;
  }

  /**
   * Looks through the ledger.
   *
   * @param newestFirst the ledger's lines, read no further back than the incident's beginning
   */
  Optional<Outage> find(Iterator<Acknowledged> newestFirst) {
    @Nullable Outage longest = null;
    @Nullable Acknowledged later = null;
    while (newestFirst.hasNext() && (later == null || later.time().isAfter(incidentBegan))) {
      Acknowledged row = newestFirst.next();
      if (later != null && later.timeline() == timeline && row.timeline() < timeline) {
        Outage found = new Outage(row, later);
        longest = found.longerThan(longest) ? found : longest;
      }
      later = row;
    }
    return Optional.ofNullable(longest);
  }
}
