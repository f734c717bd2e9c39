package dev.bosai.workflows.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restore that was carried out into a throw-away instance, and what was seen there.
 *
 * @param backup that was restored
 * @param at when the proof was complete
 * @param passed whether every check was good
 * @param timeline that was reached
 * @param lsn the last position that was replayed
 * @param point the newest commit that was replayed: the last proven restorable point; null if none
 *     was
 * @param bytes that were restored, without WAL
 * @param walBytes that were replayed
 * @param copyMs time for the copy, in milliseconds
 * @param replayMs time for the replay, in milliseconds
 * @param checks what was looked at
 * @param forecast of a restore today; null if nothing was replayed, or an older version proved it
 */
public record Proven(
    String backup,
    Instant at,
    boolean passed,
    int timeline,
    Lsn lsn,
    @Nullable Instant point,
    long bytes,
    long walBytes,
    long copyMs,
    long replayMs,
    List<Check> checks,
    @Nullable Forecast forecast) {

  /**
   * How long a restore would take at today's size, at the speed that was seen.
   *
   * @param copyMbPerSecond speed of the copy, in 1024² bytes
   * @param replayMbPerSecond speed of the replay
   * @param bytes size of the data directory today
   * @param restoreMs copy of that many bytes, and replay of as much WAL as was replayed, in
   *     milliseconds
   */
  public record Forecast(
      double copyMbPerSecond, double replayMbPerSecond, long bytes, long restoreMs) {}

  /**
   * One look at what was restored.
   *
   * @param name for example {@code pg_amcheck}
   * @param good whether it was as it should be
   * @param text what was seen, one sentence; names the file or segment when it is not good
   */
  public record Check(String name, boolean good, String text) {
    private static final String LEFT_OUT = "left out: ";

    /** Makes one that could not be made. */
    public static Check leftOut(String name, String why) {
      return new Check(name, true, LEFT_OUT + why);
    }

    /** Returns whether nothing was looked at. */
    public boolean wasLeftOut() {
      return text.startsWith(LEFT_OUT);
    }
  }
}
