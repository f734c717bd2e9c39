package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Which timeline a node was on last. */
public final class DiskTimeline {
  private DiskTimeline() {}

  /**
   * Returns the newest timeline on a node's disk. The control file of a primary tells the one it
   * was promoted to only after its first checkpoint, but nothing is written there before a segment
   * of that timeline exists.
   */
  public static int of(Host host) throws IOException, InterruptedException {
    Path wal = host.data().wal();
    OptionalInt newest =
        Files.isDirectory(wal) ? WalFolder.newestTimeline(wal) : OptionalInt.empty();
    return newest.isPresent() ? newest.getAsInt() : host.controlData().timeline();
  }
}
