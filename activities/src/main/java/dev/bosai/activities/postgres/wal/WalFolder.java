package dev.bosai.activities.postgres.wal;

import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The segments of a write-ahead log on disk.
 *
 * @param path the folder
 * @param segmentBytes size of a segment
 */
public record WalFolder(Path path, long segmentBytes) {
  private static final String SEGMENT = "[0-9A-F]{24}";
  private static final long WHOLE_LOG_FILE = 1L << 32;

  /** Returns the number of the segment a position lies in. */
  public long number(Lsn lsn) {
    return Long.divideUnsigned(lsn.bytes(), segmentBytes);
  }

  /** Returns where a segment begins. */
  public Lsn begin(long number) {
    return new Lsn(number * segmentBytes);
  }

  /** Returns a segment's file. */
  public Path file(int timeline, long number) {
    long perLogFile = WHOLE_LOG_FILE / segmentBytes;
    return path.resolve(
        "%08X%08X%08X".formatted(timeline, number / perLogFile, number % perLogFile));
  }

  /** Returns the newest timeline that has a segment in a folder. */
  static OptionalInt newestTimeline(Path path) throws IOException {
    return names(path).stream()
        .mapToInt(name -> Integer.parseUnsignedInt(name.substring(0, 8), 16))
        .max();
  }

  /** Returns the numbers of a timeline's segments, the oldest first. */
  List<Long> segments(int timeline) throws IOException {
    String prefix = "%08X".formatted(timeline);
    return names(path).stream()
        .filter(name -> name.startsWith(prefix))
        .map(this::numberOf)
        .sorted()
        .toList();
  }

  /** Returns the history files of all timelines. */
  List<Path> histories() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".history")).toList();
    }
  }

  /** Returns the number of the segment a file name stands for. */
  public long numberOf(String name) {
    long log = Long.parseLong(name.substring(8, 16), 16);
    return log * (WHOLE_LOG_FILE / segmentBytes) + Long.parseLong(name.substring(16), 16);
  }

  private static List<String> names(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(SEGMENT))
          .toList();
    }
  }
}
