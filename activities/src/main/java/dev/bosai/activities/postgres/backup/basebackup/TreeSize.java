package dev.bosai.activities.postgres.backup.basebackup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How big a directory is. */
final class TreeSize {
  private TreeSize() {}

  /** Adds the sizes of all files below. */
  static long bytes(Path root) throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }
}
