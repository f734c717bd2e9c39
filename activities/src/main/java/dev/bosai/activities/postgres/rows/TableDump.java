package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.ProgramLines;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Definitions of tables as statements, by {@code pg_dump}.
 *
 * @param programs that fit the server
 * @param conninfo of the database
 */
record TableDump(Programs programs, String conninfo) {
  private static final Duration SILENCE = Duration.ofMinutes(5);

  /** Which statements. */
  enum Section {
    /** What must be there before rows are. */
    BEFORE_ROWS("--section=pre-data"),
    /** Indexes, constraints and triggers. */
    AFTER_ROWS("--section=post-data"),
    /** Both. */
    ALL("--schema-only");

    private final String option;

    Section(String option) {
      this.option = option;
    }
  }

  /**
   * Returns statements that make tables.
   *
   * @param tables as {@code "schema"."table"}, partitions named too
   */
  String text(List<String> tables, Section section) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.add("--dbname=" + conninfo);
    arguments.add("--no-password");
    arguments.add("--strict-names");
    arguments.add("--lock-wait-timeout=10s");
    arguments.add(section.option);
    tables.forEach(table -> arguments.add("--table=" + table));
    Process process = programs.builder("pg_dump", arguments).redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    int code = new ProgramLines(process, "pg_dump").each(SILENCE, lines::add);
    if (code != 0) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "\"pg_dump\" of %s failed: %s"
              .formatted(tables, String.join(" / ", lines.subList(0, Math.min(3, lines.size())))),
          "look at what it says; nothing was changed, it is tried again");
    }
    // Commands of psql, which newer versions put around the statements, are no statements.
    return lines.stream()
        .filter(line -> !line.matches("\\\\(un)?restrict [A-Za-z0-9]+"))
        .collect(Collectors.joining("\n"));
  }
}
