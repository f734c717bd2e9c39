package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.workflows.port.Lsn;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How {@code pg_waldump} ended. Nothing marks the end of a log: the program reads until it meets
 * what is no record, and complains of it, also when it has read everything. So it always ends with
 * 1, and only what it says tells a reading that is complete from one that broke off.
 *
 * @param code its exit code
 * @param said what it said of it
 */
record DumpEnding(int code, String said) {
  private static final String LSN = "[0-9A-F]+/[0-9A-F]+";

  /**
   * What stands behind the newest record: zeros, a page of the segment's earlier use, or no segment
   * yet (PostgreSQL source, {@code xlogreader.c}). Other complaints, of a checksum for example, may
   * be the end of a log or damage within it.
   */
  private static final Pattern END =
      Pattern.compile(
          "could not find a valid record after (?<after>"
              + LSN
              + ")|invalid record length at (?<at>"
              + LSN
              + "): .*, got 0\\b|(?:invalid magic number 0000|unexpected pageaddr "
              + LSN
              + ") in \\w+ segment (?<segment>[0-9A-F]{24})(?:, LSN [^,]+)?, offset (?<offset>\\d+)"
              + "|could not find file \"(?<absent>[0-9A-F]{24})\"");

  /** Returns where there was no record any more; empty if reading broke off before the end. */
  Optional<Lsn> end(WalFolder wal) {
    Matcher ending = END.matcher(said);
    if (code != 1 || !ending.find()) {
      return Optional.empty();
    }
    if (ending.group("absent") != null) {
      return Optional.of(wal.begin(wal.numberOf(ending.group("absent"))));
    }
    if (ending.group("segment") != null) {
      Lsn segment = wal.begin(wal.numberOf(ending.group("segment")));
      return Optional.of(new Lsn(segment.bytes() + Long.parseLong(ending.group("offset"))));
    }
    String at = ending.group("at");
    return Optional.of(Lsn.parse(at == null ? ending.group("after") : at));
  }

  /** Says how it ended, for whoever must know why not all was read. */
  String sentence() {
    String why = said.isBlank() ? "" : ": " + new Programs.Output(code, said).tail();
    return "\"pg_waldump\" ended with " + code + " before the end of the WAL" + why;
  }
}
