package dev.bosai.activities.postgres.backup;

/** How far bytes have come since it was made, in the words people are shown. */
public final class Pace {
  private static final double NANOS = 1e9;
  private final long begun = System.nanoTime();

  /** Says it, for example {@code 412 of 1040 MB, 310 MB/s, 2 s left}. */
  public String at(long doneBytes, long totalBytes) {
    double seconds = Math.max(1e-3, (System.nanoTime() - begun) / NANOS);
    double bytesPerSecond = doneBytes / seconds;
    String far = "%d of %d MB".formatted(doneBytes >> 20, Math.max(doneBytes, totalBytes) >> 20);
    if (bytesPerSecond < 1) {
      return far;
    }
    long left = Math.round(Math.max(0, totalBytes - doneBytes) / bytesPerSecond);
    return far + ", %d MB/s, %d s left".formatted((long) bytesPerSecond >> 20, left);
  }
}
