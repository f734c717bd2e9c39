package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of text that its owner alone reads and whose digest is known at its end. Its lines can be
 * CSV as PostgreSQL writes it: null is nothing, an empty text is a pair of quotes.
 */
final class CsvFile implements Closeable {
  private final Path file;
  private final Owner owner;
  private final MessageDigest digest;
  private final BufferedWriter writer;

  /** Begins the file anew. */
  CsvFile(Path file, Owner owner) throws IOException {
    this.file = file;
    this.owner = owner;
    this.digest = sha256();
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    owner.give(file);
    this.writer =
        new BufferedWriter(
            new OutputStreamWriter(
                new DigestOutputStream(Files.newOutputStream(file), digest),
                StandardCharsets.UTF_8),
            1 << 16);
  }

  /** Adds a line as it is. */
  void text(String line) throws IOException {
    writer.write(line);
    writer.write('\n');
  }

  /** Adds a line of cells. */
  void line(List<@Nullable String> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        writer.write(',');
      }
      cell(cells.get(i));
    }
    writer.write('\n');
  }

  private void cell(@Nullable String cell) throws IOException {
    if (cell == null) {
      return;
    }
    boolean plain = !cell.isEmpty();
    for (int i = 0; i < cell.length() && plain; i++) {
      char c = cell.charAt(i);
      plain = c != ',' && c != '"' && c != '\n' && c != '\r' && c != '\\';
    }
    writer.write(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
  }

  /**
   * Makes the file durable.
   *
   * @return its SHA-256
   */
  String finish() throws IOException {
    writer.close();
    owner.give(file);
    Durable.sync(file);
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  /** Returns the SHA-256 of other bytes. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
