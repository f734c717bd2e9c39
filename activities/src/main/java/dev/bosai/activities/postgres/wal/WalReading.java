package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.workflows.port.Lsn;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Everything a node's disk has past a position.
 *
 * @param found commits and what they wrote
 * @param missing what could not be read, one sentence; empty if all was
 */
record WalReading(CommitCollector found, String missing) {
  private static final Duration END = Duration.ofSeconds(10);

  /** Reads a timeline's WAL from a position to its end. */
  static WalReading of(Host host, WalFolder wal, int timeline, Lsn from)
      throws IOException, InterruptedException {
    CommitCollector found = new CommitCollector();
    long first = wal.number(from);
    OptionalLong oldest = wal.oldestFrom(timeline, first);
    if (oldest.isEmpty()) {
      return new WalReading(found, "");
    }
    Lsn start = oldest.getAsLong() == first ? from : wal.begin(oldest.getAsLong());
    Stretch stretch = new Stretch(wal, timeline, from, start);
    String ending = read(host, stretch, found);
    return new WalReading(found, missing(stretch, ending));
  }

  /** What is to be read, and where the disk lets reading start. */
  private record Stretch(WalFolder wal, int timeline, Lsn from, Lsn start) {
    List<String> arguments() {
      return List.of("--path=" + wal.path(), "--timeline=" + timeline, "--start=" + start);
    }
  }

  private static String read(Host host, Stretch stretch, CommitCollector into)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile("bosai-", ".err");
    try {
      Process process =
          host.programs()
              .builder("pg_waldump", stretch.arguments())
              .redirectError(errors.toFile())
              .start();
      try (BufferedReader lines = process.inputReader()) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          WalRecord.parse(line).ifPresent(into::add);
        }
      }
      Programs.awaited(process, END, "pg_waldump");
      return Files.readString(errors).strip();
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  /**
   * Says what is missing. A log always ends with something that is no record, so an error at the
   * end is how reading ends well; one that names a missing file while later segments exist is not.
   */
  private static String missing(Stretch stretch, String ending) throws IOException {
    if (!stretch.start().equals(stretch.from())) {
      return "WAL from " + stretch.from() + " to " + stretch.start() + " is no longer on the disk";
    }
    int file = ending.indexOf("could not find file \"");
    if (file < 0) {
      return "";
    }
    String absent = ending.substring(file + "could not find file \"".length()).split("\"", 2)[0];
    WalFolder wal = stretch.wal();
    boolean gap =
        absent.length() == 24
            && wal.oldestFrom(stretch.timeline(), wal.numberOf(absent)).isPresent();
    return gap ? "WAL segment \"" + absent + "\" and what follows could not be read" : "";
  }
}
