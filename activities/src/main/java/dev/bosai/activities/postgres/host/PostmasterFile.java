package dev.bosai.activities.postgres.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says of the server that runs in a data directory, or ran last and did
 * not stop cleanly (PostgreSQL source, {@code pidfile.h}).
 *
 * @param pid of the postmaster
 * @param started when
 * @param port it listens on
 * @param sockets first folder that has its socket; empty for none
 * @param listens first address it listens on; empty for none, {@code *} for all
 * @param segment id of its System V shared memory segment; −1 if it got none
 */
public record PostmasterFile(
    long pid, Instant started, int port, String sockets, String listens, long segment) {
  /** Lines that hold the process id, the start and the port. */
  private static final List<Integer> NUMBERS = List.of(0, 2, 3);

  /** Reads the file; empty if there is none or the server is only about to write it. */
  public static Optional<PostmasterFile> read(Path file) throws IOException {
    try {
      // Names of folders may be beyond ASCII, in whatever encoding; this one reads any bytes.
      return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  static Optional<PostmasterFile> parse(List<String> lines) {
    if (lines.size() < 6 || !NUMBERS.stream().map(lines::get).allMatch(PostmasterFile::number)) {
      return Optional.empty();
    }
    return Optional.of(
        new PostmasterFile(
            Math.abs(Long.parseLong(lines.get(0).strip())),
            Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
            Integer.parseInt(lines.get(3).strip()),
            new String(lines.get(4).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8),
            lines.get(5).strip(),
            lines.size() < 7 ? -1 : segmentOf(lines.get(6).strip())));
  }

  /** Returns the address at which a program on the same host reaches the server. */
  public String localAddress() {
    return switch (listens) {
      case "*", "", "0.0.0.0" -> "127.0.0.1";
      case "::" -> "::1";
      default -> listens;
    };
  }

  private static boolean number(String line) {
    return line.strip().matches("-?\\d{1,9}|\\d{1,18}");
  }

  private static long segmentOf(String line) {
    String[] words = line.split("\\s+", -1);
    return words.length < 2 || !number(words[1]) ? -1 : Long.parseLong(words[1]);
  }
}
