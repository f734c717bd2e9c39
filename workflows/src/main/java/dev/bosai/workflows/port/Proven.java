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
    List<Check> checks) {

  /**
   * One look at what was restored.
   *
   * @param name for example {@code pg_amcheck}
   * @param good whether it was as it should be
   * @param text what was seen, one sentence; names the file or segment when it is not good
   */
  public record Check(String name, boolean good, String text) {}
}
