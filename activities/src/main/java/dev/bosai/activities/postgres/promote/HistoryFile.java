package dev.bosai.activities.postgres.promote;

import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a timeline left the one before it, as its history file says (PostgreSQL documentation,
 * section 26.3.6, "Timelines").
 *
 * @param parent the timeline it left
 * @param fork where
 */
public record HistoryFile(int parent, Lsn fork) {

  /** Reads the newest line of a timeline's history; empty for the first timeline. */
  public static Optional<HistoryFile> read(Path wal, int timeline) throws IOException {
    Path file = wal.resolve("%08X.history".formatted(timeline));
    return Files.exists(file) ? parse(Files.readAllLines(file)) : Optional.empty();
  }

  /** Reads the timelines that one came from; none for the first timeline. */
  public static Set<Integer> ancestors(Path wal, int timeline) throws IOException {
    Path file = wal.resolve("%08X.history".formatted(timeline));
    return Files.exists(file)
        ? lines(Files.readAllLines(file)).map(HistoryFile::parent).collect(Collectors.toSet())
        : Set.of();
  }

  static Optional<HistoryFile> parse(List<String> lines) {
    return lines(lines).reduce((earlier, later) -> later);
  }

  private static Stream<HistoryFile> lines(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(line -> line.split("\\s+", -1))
        .map(cells -> new HistoryFile(Integer.parseInt(cells[0]), Lsn.parse(cells[1])));
  }
}
