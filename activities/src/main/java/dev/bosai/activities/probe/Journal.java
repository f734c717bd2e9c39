package dev.bosai.activities.probe;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.file.LineLog;
import dev.bosai.activities.file.LinesBackwards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the one writer keeps: the ledger of confirmed writes, and all attempts. */
final class Journal implements AutoCloseable {
  /**
   * An attempt under way when the probe was killed left no line, nor did those of the last second
   * if the machine died; so ids go on well behind the last one known.
   */
  static final long SKIP = 1_000;

  private static final Duration SYNC_EVERY = Duration.ofSeconds(1);

  private final LineLog ledger;
  private final LineLog attempts;
  private final ObjectMapper json = new ObjectMapper();
  private final long firstId;
  private long synced = System.nanoTime();

  private Journal(LineLog ledger, LineLog attempts, long firstId) {
    this.ledger = ledger;
    this.attempts = attempts;
    this.firstId = firstId;
  }

  /** Opens the journal; lines torn by a kill are cut off. */
  static Journal open(ProbeHome home) throws IOException {
    Files.createDirectories(home.folder());
    LineLog ledger = LineLog.open(home.ledger());
    LineLog attempts = LineLog.open(home.attempts());
    long known = Math.max(lastId(home.ledger()), lastId(home.attempts()));
    return new Journal(ledger, attempts, known == 0 ? 1 : known + SKIP);
  }

  /** Returns the first id that is free. */
  long firstId() {
    return firstId;
  }

  /** Keeps a confirmed write; it survives a power failure once this returns. */
  void acknowledged(Acknowledged row) throws IOException {
    ledger.append(json.writeValueAsString(row));
  }

  /** Keeps an attempt; it survives a power failure after a second. */
  void attempted(Attempt attempt) throws IOException {
    attempts.appendUnsynced(json.writeValueAsString(attempt));
    if (System.nanoTime() - synced > SYNC_EVERY.toNanos()) {
      synced = System.nanoTime();
      attempts.sync();
    }
  }

  @Override
  public void close() throws IOException {
    attempts.sync();
    attempts.close();
    ledger.close();
  }

  private static long lastId(Path file) throws IOException {
    try (LinesBackwards lines = LinesBackwards.of(file)) {
      return lines.hasNext() ? new ObjectMapper().readTree(lines.next()).path("id").asLong() : 0;
    }
  }
}
