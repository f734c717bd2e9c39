package dev.bosai.activities.probe;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the writer is doing.
 *
 * @param underWaySince when the attempt under way began; null between two attempts
 * @param ended when the last attempt ended
 * @param acknowledged whether the last attempt was
 */
record Pulse(@Nullable Instant underWaySince, Instant ended, boolean acknowledged) {
  /** A writer that has not tried yet. */
  static final Pulse NONE = new Pulse(null, Instant.EPOCH, true);

  Pulse begun(Instant at) {
    return new Pulse(at, ended, acknowledged);
  }

  /** Returns whether writes fail at a moment; a probe that does not try says nothing of it. */
  boolean failing(Instant now, Duration every) {
    Duration patience = Patience.of(every);
    if (underWaySince != null && underWaySince.plus(patience).isBefore(now)) {
      return true;
    }
    boolean trying = underWaySince != null || !ended.plus(patience).isBefore(now);
    return trying && !acknowledged;
  }
}
