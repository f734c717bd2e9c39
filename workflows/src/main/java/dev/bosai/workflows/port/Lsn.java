package dev.bosai.workflows.port;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A position in PostgreSQL's write-ahead log.
 *
 * @param bytes from the beginning of the log
 */
public record Lsn(long bytes) implements Comparable<Lsn> {
  /**
   * Reads PostgreSQL's notation.
   *
   * @param text for example {@code 0/3000148}
   * @throws IllegalArgumentException if it is not of that form
   */
  @JsonCreator
  public static Lsn parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("not a WAL position: \"" + text + "\"");
    }
    long high = Long.parseLong(text.substring(0, slash), 16);
    long low = Long.parseLong(text.substring(slash + 1), 16);
    return new Lsn((high << 32) | low);
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(bytes, other.bytes);
  }

  @JsonValue
  @Override
  public String toString() {
    return String.format("%X/%X", bytes >>> 32, bytes & 0xFFFFFFFFL);
  }
}
