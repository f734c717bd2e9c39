package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.view.Measured;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What had to be reached, and whether it was.
 *
 * @param rtoMs longest accepted outage, in milliseconds
 * @param rpoMs longest accepted span of lost writes, in milliseconds
 * @param rtoMet null while nobody can say
 * @param rpoMet null while nobody can say; an estimate says nothing about it
 * @param rtoJudgedBy {@code probe} for the outage that clients saw, {@code clock} for the run's own
 *     times; null with {@code rtoMet}
 * @param judgedOutageMs the outage that was compared; null with {@code rtoMet}
 * @param judgedLossMs the loss that was compared: the longest any measurement found; null with
 *     {@code rpoMet}
 */
public record Objectives(
    long rtoMs,
    long rpoMs,
    @Nullable Boolean rtoMet,
    @Nullable Boolean rpoMet,
    @Nullable String rtoJudgedBy,
    @Nullable Long judgedOutageMs,
    @Nullable Long judgedLossMs) {

  private static final String ESTIMATE = "estimate";

  /**
   * Judges a run.
   *
   * @param now the reader's time, for a run that still goes on
   */
  public static Objectives of(RunSnapshot run, Instant now) {
    long rtoMs = run.header().clock().rtoMs();
    long rpoMs = run.header().rpoMs();
    Measured measured = run.measured();
    Long probed =
        measured == null || measured.source().equals(ESTIMATE) ? null : measured.outageMs();
    Long outage = probed == null ? clocked(run, now) : probed;
    OptionalLong lost = measured == null ? OptionalLong.empty() : longest(measured.loss());
    Long loss = lost.isPresent() ? (Long) lost.getAsLong() : null;
    return new Objectives(
        rtoMs,
        rpoMs,
        outage == null ? null : (Boolean) (outage <= rtoMs),
        loss == null ? null : (Boolean) (loss <= rpoMs),
        outage == null ? null : probed == null ? "clock" : "probe",
        outage,
        loss);
  }

  /** An outage that lasts longer than the objective has missed it, whenever it may end. */
  private static @Nullable Long clocked(RunSnapshot run, Instant now) {
    long elapsed = run.elapsed(now).toMillis();
    boolean known = run.header().restoredAt() != null || elapsed > run.header().clock().rtoMs();
    return known ? (Long) elapsed : null;
  }

  private static OptionalLong longest(List<LossFound> losses) {
    return losses.stream()
        .filter(loss -> !loss.source().equals(ESTIMATE))
        .mapToLong(LossFound::lossMs)
        .max();
  }
}
