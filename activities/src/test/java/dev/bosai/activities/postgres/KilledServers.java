package dev.bosai.activities.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What killed servers leave in the kernel: each a small segment of shared memory, of which there
 * are 4096 on a machine. Where all are taken, no server starts any more.
 */
final class KilledServers {
  private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");
  private static final int SEGMENT_LINE = 6;

  private KilledServers() {}

  /** Removes the segments of the servers whose directories are in a folder. */
  static void release(Path folder, Shell shell) throws IOException, InterruptedException {
    List<String> there =
        Files.readAllLines(SEGMENTS).stream()
            .map(line -> line.strip().split("\\s+", -1)[1])
            .toList();
    for (Path directory : directories(folder)) {
      List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
      String segment =
          lines.size() > SEGMENT_LINE
              ? lines.get(SEGMENT_LINE).strip().replaceAll(".*\\s", "")
              : "";
      if (there.contains(segment)) {
        shell.run("/usr/bin/ipcrm", "-m", segment);
      }
    }
  }

  private static List<Path> directories(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(directory -> Files.exists(directory.resolve("postmaster.pid"))).toList();
    }
  }
}
