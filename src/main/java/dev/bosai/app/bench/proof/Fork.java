package dev.bosai.app.bench.proof;

import dev.bosai.app.lab.LabNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Where a timeline left its parent, as PostgreSQL itself wrote it down (PostgreSQL docs, 26.3.5).
 *
 * @param parent the old timeline
 * @param lsn where it was left
 * @param at when the history file was written, which is the moment of the promotion
 */
record Fork(int parent, String lsn, Instant at) {
  private static final int FIELDS = 3;

  /** Reads it from the promoted node's directory. */
  static Fork read(LabNode promoted, int timeline) {
    Path file = promoted.data().resolve("pg_wal").resolve("%08X.history".formatted(timeline));
    try {
      String last =
          Files.readAllLines(file).stream()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .reduce((earlier, later) -> later)
              .orElseThrow();
      String[] fields = last.strip().split("\\s+", FIELDS);
      return new Fork(
          Integer.parseInt(fields[0]), fields[1], Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
