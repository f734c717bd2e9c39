package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.ProgramLines;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything a node's disk has past a position.
 *
 * @param found commits and what they wrote
 * @param missing what could not be read, one sentence; empty if all was
 */
record WalReading(CommitCollector found, String missing) {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  /** Reads a timeline's WAL from a position to its end. */
  static WalReading of(Host host, TimelineLog log, Lsn from)
      throws IOException, InterruptedException {
    CommitCollector found = new CommitCollector();
    return new WalReading(found, through(host, log, from, found::add));
  }

  /**
   * Goes through a timeline's WAL from a position to its end.
   *
   * @return what could not be read, one sentence; empty if all was
   */
  static String through(Host host, TimelineLog log, Lsn from, Consumer<WalRecord> each)
      throws IOException, InterruptedException {
    List<Long> there = log.segmentsFrom(from);
    if (there.isEmpty()) {
      return ifNothingIsThere(log, from);
    }
    Lsn oldest = log.wal().begin(there.get(0));
    Lsn start = oldest.compareTo(from) > 0 ? oldest : from;
    DumpEnding ending = read(host, log, start, each);
    String gone = "WAL from " + from + " to " + start + " is no longer on the disk";
    return start.equals(from) ? missing(log, ending) : gone;
  }

  /**
   * Returns the last segment that is worth keeping. Those past the newest record are empty ones,
   * waiting to be used, but of a reading that broke off nobody knows the newest record.
   */
  long lastSegment(WalFolder wal, Lsn from) {
    if (!missing.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return found.last() == null ? wal.number(from) : wal.number(found.last()) + 1;
  }

  private static DumpEnding read(Host host, TimelineLog log, Lsn start, Consumer<WalRecord> each)
      throws IOException, InterruptedException {
    List<String> arguments =
        List.of("--path=" + log.wal().path(), "--timeline=" + log.timeline(), "--start=" + start);
    Path errors = Files.createTempFile("bosai-", ".err");
    try {
      Process process =
          host.programs().builder("pg_waldump", arguments).redirectError(errors.toFile()).start();
      int code =
          new ProgramLines(process, "pg_waldump")
              .each(SILENCE, line -> WalRecord.parse(line).ifPresent(each));
      return new DumpEnding(code, Files.readString(errors).strip());
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private static String missing(TimelineLog log, DumpEnding ending) throws IOException {
    Optional<Lsn> end = ending.end(log.wal());
    return end.isPresent() ? log.goesOnPast(end.get()).orElse("") : ending.sentence();
  }

  /** A segment comes to be when something is written into it. */
  private static String ifNothingIsThere(TimelineLog log, Lsn from) throws IOException {
    WalFolder wal = log.wal();
    long number = wal.number(from);
    return wal.begin(number).equals(from)
        ? log.goesOnPast(from).orElse("")
        : "WAL segment \"%s\", which holds %s, is not on the disk"
            .formatted(wal.file(log.timeline(), number).getFileName(), from);
  }
}
