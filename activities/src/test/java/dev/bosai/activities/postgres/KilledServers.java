package dev.bosai.activities.postgres;

import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.host.SharedMemory;
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
  private KilledServers() {}

  /** Removes the segments of the servers whose directories are in a folder. */
  static void release(Path folder, Shell shell) throws IOException, InterruptedException {
    for (Path directory : directories(folder)) {
      long segment =
          PostmasterFile.read(directory.resolve("postmaster.pid"))
              .map(PostmasterFile::segment)
              .orElse(-1L);
      // A directory may be there under two names, and a segment is marked once its server is gone.
      if (SharedMemory.attached(segment).isPresent()) {
        shell.run("/usr/bin/ipcrm", "-m", Long.toString(segment));
      }
    }
  }

  private static List<Path> directories(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(directory -> Files.exists(directory.resolve("postmaster.pid"))).toList();
    }
  }
}
