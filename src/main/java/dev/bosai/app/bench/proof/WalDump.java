package dev.bosai.app.bench.proof;

import dev.bosai.app.host.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code pg_waldump} says about a timeline past its fork.
 *
 * @param commits ids of all transactions that committed
 * @param inserts lines of records that inserted a row
 */
record WalDump(Set<String> commits, List<String> inserts) {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern COMMIT = Pattern.compile("tx: +(\\d+), .* desc: COMMIT ");
  private static final Pattern INSERT =
      Pattern.compile("tx: +(\\d+), .* desc: INSERT.* rel \\d+/\\d+/(\\d+) ");

  /**
   * Reads it; call it before a server on that directory writes a log of its own.
   *
   * @param program path of {@code pg_waldump}
   * @param data a data directory that no server runs on
   * @param fork where to begin
   */
  static WalDump read(String program, Path data, Fork fork) {
    Set<String> commits = new TreeSet<>();
    lines(program, data, fork, "Transaction").stream()
        .map(COMMIT::matcher)
        .filter(Matcher::find)
        .forEach(line -> commits.add(line.group(1)));
    return new WalDump(commits, lines(program, data, fork, "Heap"));
  }

  /**
   * Returns the ids of committed transactions that inserted into a table.
   *
   * @param filenode number of the table's file
   */
  Set<String> insertedInto(String filenode) {
    Set<String> found = new TreeSet<>();
    inserts.stream()
        .map(INSERT::matcher)
        .filter(line -> line.find() && line.group(2).equals(filenode))
        .forEach(line -> found.add(line.group(1)));
    found.retainAll(commits);
    return found;
  }

  // A log always ends with something that is no record, so the program never ends well.
  private static List<String> lines(String program, Path data, Fork fork, String manager) {
    List<String> command =
        List.of(
            program,
            "--path=" + data.resolve("pg_wal"),
            "--timeline=" + fork.parent(),
            "--start=" + fork.lsn(),
            "--rmgr=" + manager);
    return Program.of(command, PATIENCE).run().text().lines().toList();
  }
}
