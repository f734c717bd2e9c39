package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Definitions of tables as statements, by {@code pg_dump}.
 *
 * @param programs that fit the server
 * @param folder of the programs' account, for a file that does not stay
 * @param conninfo of the database
 */
record TableDump(Programs programs, Path folder, String conninfo) {
  private static final Duration BOUND = Duration.ofMinutes(10);

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
    Path file = folder.resolve("definitions.sql");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--dbname=" + conninfo,
                "--no-password",
                "--strict-names",
                "--lock-wait-timeout=10s",
                "--encoding=UTF8",
                "--file=" + file,
                section.option));
    tables.forEach(table -> arguments.add("--table=" + table));
    Programs.Output output = programs.run(BOUND, "pg_dump", arguments);
    if (output.code() != 0) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "\"pg_dump\" of %s failed: %s".formatted(tables, output.tail()),
          "look at what it says; nothing was changed, it is tried again");
    }
    // Commands of psql, which newer versions put around the statements, are no statements.
    String text =
        Files.readString(file)
            .lines()
            .filter(line -> !line.matches("\\\\(un)?restrict [A-Za-z0-9]+"))
            .collect(Collectors.joining("\n"));
    Files.delete(file);
    return text;
  }
}
