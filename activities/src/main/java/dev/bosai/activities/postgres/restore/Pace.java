package dev.bosai.activities.postgres.restore;

import dev.bosai.workflows.port.Lsn;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How fast WAL is replayed, and how long it will still take. */
public final class Pace {
  private static final double MEGABYTE = 1 << 20;
  private static final double NANOS = 1e9;
  private static final long WHOLE_LOG_FILE = 1L << 32;
  private final Lsn to;
  private final long segmentBytes;
  private @Nullable Lsn first;
  private long firstAt;

  /**
   * Begins.
   *
   * @param to where replay ends
   * @param segmentBytes size of a WAL file
   */
  public Pace(Lsn to, long segmentBytes) {
    this.to = to;
    this.segmentBytes = segmentBytes;
  }

  /** Returns where a WAL file begins. */
  Lsn beginOf(String segment) {
    long log = Long.parseLong(segment.substring(8, 16), 16);
    long number = Long.parseLong(segment.substring(16), 16);
    return new Lsn(log * WHOLE_LOG_FILE + number * segmentBytes);
  }

  /** Says how far it has come. */
  String text(Lsn at) {
    return text(at, System.nanoTime());
  }

  String text(Lsn at, long now) {
    Lsn begin = first;
    if (begin == null) {
      first = at;
      firstAt = now;
      begin = at;
    }
    double seconds = (now - firstAt) / NANOS;
    double rate = seconds <= 0 ? 0 : (at.bytes() - begin.bytes()) / seconds;
    long left = Math.max(0, to.bytes() - at.bytes());
    String text = "replayed up to %s, %d MB left".formatted(at, Math.round(left / MEGABYTE));
    return rate <= 0
        ? text
        : text
            + String.format(
                Locale.ROOT, ", %.0f MB/s, %d s left", rate / MEGABYTE, (long) (left / rate));
  }
}
