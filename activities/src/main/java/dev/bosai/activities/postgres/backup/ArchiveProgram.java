package dev.bosai.activities.postgres.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The shell program that PostgreSQL's {@code archive_command} runs for every WAL file. */
public final class ArchiveProgram {
  private ArchiveProgram() {}

  /** Returns its text. */
  public static String text() {
    try (InputStream in = ArchiveProgram.class.getResourceAsStream("archive-wal.sh")) {
      return new String(
          Objects.requireNonNull(in, "archive-wal.sh").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
