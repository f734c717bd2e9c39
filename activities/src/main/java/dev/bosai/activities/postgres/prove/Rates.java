package dev.bosai.activities.postgres.prove;

import dev.bosai.workflows.port.Proven;

/**
 * How fast a proof went.
 *
 * @param bytes that were restored, without WAL
 * @param walBytes that were replayed
 * @param replayed how long both took
 */
record Rates(long bytes, long walBytes, Replayed replayed) {
  private static final double MB = 1 << 20;
  private static final double MS = 1_000;

  /**
   * Says how long a restore would take.
   *
   * @param todayBytes size of the data directory
   */
  Proven.Forecast forecast(long todayBytes) {
    long copyMs = Math.max(1, replayed.copyMs());
    long replayMs = Math.max(1, replayed.replayMs());
    return new Proven.Forecast(
        bytes / MB / (copyMs / MS),
        walBytes / MB / (replayMs / MS),
        todayBytes,
        Math.round((double) copyMs * todayBytes / Math.max(1, bytes)) + replayMs);
  }
}
