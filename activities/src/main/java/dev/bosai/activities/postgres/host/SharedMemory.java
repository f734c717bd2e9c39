package dev.bosai.activities.postgres.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** Who is attached to a System V shared memory segment. */
public final class SharedMemory {
  private static final int ID = 1;
  private static final int ATTACHED = 6;

  private SharedMemory() {}

  /** Counts the processes attached to a segment; empty if there is no such segment. */
  public static OptionalInt attached(long segment) throws IOException {
    return attached(Files.readAllLines(Path.of("/proc/sysvipc/shm")), segment);
  }

  static OptionalInt attached(List<String> table, long segment) {
    return table.stream()
        .skip(1)
        .map(line -> line.strip().split("\\s+", -1))
        .filter(cells -> cells.length > ATTACHED && Long.parseLong(cells[ID]) == segment)
        .mapToInt(cells -> Integer.parseInt(cells[ATTACHED]))
        .findFirst();
  }
}
