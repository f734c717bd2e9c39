package dev.bosai.activities.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;

/** Finds the spans in which the probe itself did not try: they say nothing about the database. */
final class Gaps {
  private final Duration patience;

  /**
   * Makes a finder.
   *
   * @param every the probe's pace
   */
  Gaps(Duration every) {
    this.patience = Patience.of(every);
  }

  /**
   * Adds the gaps up that lie within an outage.
   *
   * @param newestFirst the attempts, read no further back than the outage's beginning
   */
  Duration within(Outage outage, Iterator<Attempt> newestFirst) {
    Instant from = outage.before().time();
    Instant nextBegan = outage.after().time();
    Duration sum = Duration.ZERO;
    while (nextBegan.isAfter(from) && newestFirst.hasNext()) {
      Attempt attempt = newestFirst.next();
      if (attempt.began().isBefore(outage.after().time())) {
        sum = sum.plus(gap(later(attempt.ended(), from), nextBegan));
        nextBegan = attempt.began();
      }
    }
    return nextBegan.isAfter(from) ? sum.plus(gap(from, nextBegan)) : sum;
  }

  private Duration gap(Instant ended, Instant nextBegan) {
    Duration rest = Duration.between(ended, nextBegan);
    return rest.compareTo(patience) > 0 ? rest : Duration.ZERO;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
