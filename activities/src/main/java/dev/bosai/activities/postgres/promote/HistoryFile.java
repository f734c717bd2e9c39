package dev.bosai.activities.postgres.promote;

import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

  static Optional<HistoryFile> parse(List<String> lines) {
    return lines.stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .reduce((earlier, later) -> later)
        .map(line -> line.split("\\s+", -1))
        .map(cells -> new HistoryFile(Integer.parseInt(cells[0]), Lsn.parse(cells[1])));
  }
}
