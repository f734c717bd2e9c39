package dev.bosai.activities.postgres.host;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What {@code pg_controldata} says.
 *
 * @param fields by label
 */
public record ControlData(Map<String, String> fields) {
  private static final Duration BOUND = Duration.ofSeconds(5);

  private static final Map<String, String> ROOM =
      Map.of(
          "max_prepared_transactions", "max_prepared_xacts setting",
          "max_locks_per_transaction", "max_locks_per_xact setting",
          "max_connections", "max_connections setting");

  /**
   * Reads the control file wherever a fence has put it: the program wants a data directory, so it
   * is shown one that holds nothing but a link to the file.
   */
  static ControlData read(Programs programs, ControlFile control, Owner owner)
      throws IOException, InterruptedException {
    Path shown = Files.createTempDirectory("bosai-control-");
    Path global = shown.resolve("global");
    Path link = global.resolve("pg_control");
    try {
      Files.createDirectory(global);
      Files.createSymbolicLink(link, control.readable());
      owner.give(global);
      owner.give(shown);
      return parse(programs.run(BOUND, "pg_controldata", List.of("-D", shown.toString())));
    } finally {
      Files.deleteIfExists(link);
      Files.deleteIfExists(global);
      Files.deleteIfExists(shown);
    }
  }

  private static ControlData parse(Programs.Output output) {
    if (output.code() != 0) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "\"pg_controldata\" says: " + output.tail(),
          "look at \"global/pg_control\" in the data directory");
    }
    return new ControlData(
        output
            .text()
            .lines()
            .filter(line -> line.contains(":"))
            .map(line -> line.split(":", 2))
            .collect(
                Collectors.toMap(
                    cells -> cells[0].strip(), cells -> cells[1].strip(), (a, b) -> a)));
  }

  /** Returns the timeline of the newest checkpoint. */
  public int timeline() {
    return (int) number("Latest checkpoint's TimeLineID");
  }

  /** Returns the timeline of the end a recovery must reach; 0 if there is none under way. */
  public int recoveredTimeline() {
    return (int) number("Min recovery ending loc's timeline");
  }

  /** Returns what the server was doing when it wrote the file, in PostgreSQL's words. */
  public String state() {
    return fields.getOrDefault("Database cluster state", "");
  }

  /** Returns whether the server was stopped in order, as a primary. */
  public boolean stoppedCleanly() {
    return state().equals("shut down");
  }

  /** Returns whether pages carry checksums. */
  public boolean checksums() {
    return number("Data page checksum version") > 0;
  }

  /** Returns the size of a WAL segment in bytes. */
  public long segmentBytes() {
    return number("Bytes per WAL segment");
  }

  /** Returns the size of a WAL page in bytes. */
  public long walPageBytes() {
    return number("WAL block size");
  }

  /**
   * Returns the settings, by name, without which a recovery of the cluster cannot bring back what
   * was prepared.
   */
  public SortedMap<String, String> room() {
    SortedMap<String, String> settings = new TreeMap<>();
    ROOM.forEach((name, label) -> settings.put(name, fields.getOrDefault(label, "64")));
    return settings;
  }

  /** Returns where the newest checkpoint begins, which has reached the disk. */
  public Lsn checkpoint() {
    return Lsn.parse(fields.getOrDefault("Latest checkpoint location", "0/0"));
  }

  /** Returns whether the cluster's pages tell which of them changed, as pg_rewind needs it. */
  public boolean rewindable() {
    return "on".equals(fields.get("wal_log_hints setting"))
        || number("Data page checksum version") > 0;
  }

  private long number(String label) {
    String text = fields.getOrDefault(label, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }
}
