package dev.bosai.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The probe's ledger as anybody can read it: one JSON line per acknowledged write.
 *
 * @param rows in the order they were acknowledged
 */
public record LedgerFile(List<Row> rows) {

  /**
   * One acknowledged write.
   *
   * @param id of the row
   * @param at when the acknowledgement arrived
   * @param timeline it was written on
   */
  public record Row(long id, Instant at, int timeline) {}

  /** Reads all of it. */
  public static LedgerFile read(Path file) {
    try {
      return new LedgerFile(Files.readAllLines(file).stream().map(LedgerFile::row).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the ids acknowledged on a timeline. */
  public Set<Long> acknowledgedOn(int timeline) {
    Set<Long> ids = new TreeSet<>();
    rows.stream().filter(row -> row.timeline() == timeline).forEach(row -> ids.add(row.id()));
    return ids;
  }

  /**
   * Returns the silence between the last acknowledgement on one timeline and the first on another,
   * in milliseconds; -1 if one of them has none.
   */
  public long silence(int before, int after) {
    Optional<Instant> last = edge(before, true);
    Optional<Instant> first = edge(after, false);
    return last.isEmpty() || first.isEmpty()
        ? -1
        : Duration.between(last.get(), first.get()).toMillis();
  }

  /** Returns the first acknowledgement on a timeline. */
  public Optional<Instant> first(int timeline) {
    return edge(timeline, false);
  }

  private Optional<Instant> edge(int timeline, boolean last) {
    return rows.stream()
        .filter(row -> row.timeline() == timeline)
        .map(Row::at)
        .reduce((earlier, later) -> last ? later : earlier);
  }

  private static Row row(String line) {
    try {
      JsonNode row = new ObjectMapper().readTree(line);
      return new Row(
          row.path("id").asLong(),
          Instant.parse(row.path("at").asText()),
          row.path("timeline").asInt());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
