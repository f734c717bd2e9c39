package dev.bosai.activities.postgres.aim;

import dev.bosai.workflows.port.Proven;
import java.util.Optional;

/**
 * How long a restore will take.
 *
 * @param copyRate bytes a second
 * @param replayRate bytes of WAL a second
 */
record Forecast(double copyRate, double replayRate) {
  /** What an ordinary machine does, on the careful side. */
  private static final Forecast USUAL = new Forecast(300e6, 150e6);

  /** A proof of less says more about starting programs than about rates. */
  private static final long ENOUGH_BYTES = 64 << 20;

  private static final double MS = 1_000;

  /** Goes by what the newest proof took. */
  static Forecast of(Optional<Proven> proof) {
    return proof
        .map(
            proven ->
                new Forecast(
                    rate(proven.bytes(), proven.copyMs(), USUAL.copyRate()),
                    rate(proven.walBytes(), proven.replayMs(), USUAL.replayRate())))
        .orElse(USUAL);
  }

  long copyMs(long bytes) {
    return Math.round(bytes / copyRate * MS);
  }

  long replayMs(long walBytes) {
    return Math.round(walBytes / replayRate * MS);
  }

  private static double rate(long bytes, long ms, double usual) {
    return bytes < ENOUGH_BYTES || ms <= 0 ? usual : bytes * MS / ms;
  }
}
