package dev.bosai.app.lab.postgres;

import dev.bosai.app.host.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What killed servers leave in the kernel. Each has a small System V segment whose key is its data
 * directory's inode (PostgreSQL's sysv_shmem.c); the next start would take it away, so without a
 * next start somebody else has to.
 */
public final class SharedMemory {
  private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");
  private static final int KEY = 0;
  private static final int ID = 1;
  private static final int ATTACHED = 6;

  private SharedMemory() {}

  /** Removes the unused segments of every data directory within a folder. */
  public static void release(Path folder) {
    List<Integer> keys = keys(folder);
    List<String> command = new ArrayList<>(List.of("ipcrm"));
    for (String[] segment : segments()) {
      if (keys.contains(Integer.valueOf(segment[KEY])) && segment[ATTACHED].equals("0")) {
        command.addAll(List.of("-m", segment[ID]));
      }
    }
    if (command.size() > 1) {
      Program.of(command, Duration.ofSeconds(10)).runWell("remove the segments with ipcrm");
    }
  }

  private static List<Integer> keys(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(
              path -> path.endsWith("PG_VERSION") && Files.exists(path.resolveSibling("global")))
          .map(path -> path.resolveSibling(""))
          .map(SharedMemory::key)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int key(Path dataDirectory) {
    try {
      return ((Long) Files.getAttribute(dataDirectory, "unix:ino")).intValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String[]> segments() {
    try (Stream<String> lines = Files.lines(SEGMENTS)) {
      return lines.skip(1).map(line -> line.strip().split("\\s+")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
