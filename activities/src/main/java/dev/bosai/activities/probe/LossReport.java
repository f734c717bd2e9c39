package dev.bosai.activities.probe;

import dev.bosai.workflows.port.LossFound;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Puts a loss into figures and into a sentence that does not claim more than the probe saw. */
final class LossReport {
  private static final int INLINE = 1_000;
  private static final String EXACT = "exact when the old disk can be read";

  private final Duration every;
  private final double ratePerSecond;

  /**
   * Makes a reporter.
   *
   * @param every the probe's pace: what it cannot see is at most that long
   * @param ratePerSecond of all clients before the loss; 0 if unknown
   */
  LossReport(Duration every, double ratePerSecond) {
    this.every = every;
    this.ratePerSecond = ratePerSecond;
  }

  /**
   * Describes a loss.
   *
   * @param lastBefore newest confirmed write before the outage
   * @param kept the file of all ids
   */
  LossFound of(Lost lost, Instant lastBefore, LostIds.Kept kept) {
    long lossMs = lossMs(lost, lastBefore);
    return new LossFound(
        "probe",
        "probe rows",
        lost.ids().size(),
        lost.from(),
        lost.to(),
        lossMs,
        lost.ids().stream().limit(INLINE).map(String::valueOf).toList(),
        kept.path(),
        kept.sha256(),
        text(lost.ids(), lossMs));
  }

  private static long lossMs(Lost lost, Instant lastBefore) {
    Instant oldest = lost.from();
    return oldest == null ? 0 : Math.max(0, Duration.between(oldest, lastBefore).toMillis());
  }

  private String text(List<Long> ids, long lossMs) {
    if (ids.isEmpty()) {
      return "no acknowledged probe row is missing; other transactions: " + EXACT;
    }
    String rows = ids.size() == 1 ? "1 probe row" : ids.size() + " probe rows";
    return String.format(
        Locale.ROOT,
        "%s (%.1f s of acknowledged writes); %s; %s",
        rows,
        lossMs / 1e3,
        transactions(lossMs),
        EXACT);
  }

  private String transactions(long lossMs) {
    if (ratePerSecond <= 0) {
      return "rate of all transactions unknown";
    }
    long seen = Math.max(lossMs, every.toMillis());
    return "about "
        + Math.round(ratePerSecond * seen / 1e3)
        + " transactions at the last known rate";
  }
}
