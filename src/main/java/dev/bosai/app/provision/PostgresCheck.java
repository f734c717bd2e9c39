package dev.bosai.app.provision;

import dev.bosai.app.host.Program;
import dev.bosai.app.host.ServerUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells whether a folder holds a PostgreSQL that recoveries can work with. */
final class PostgresCheck {
  private static final List<String> PROGRAMS =
      List.of(
          "initdb",
          "postgres",
          "pg_ctl",
          "pg_basebackup",
          "pg_rewind",
          "pg_waldump",
          "pg_controldata",
          "psql");
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*)");
  private static final int OLDEST = 14;

  private final ServerUser user;

  PostgresCheck(ServerUser user) {
    this.user = user;
  }

  /** Returns the installation if it is complete, runs here, and is new enough. */
  Optional<PostgresInstallation> look(Path bin, String origin) {
    if (!PROGRAMS.stream().allMatch(program -> Files.isExecutable(bin.resolve(program)))) {
      return Optional.empty();
    }
    // Run as the servers' user: only that shows that its libraries load and that the folder is open
    // to it.
    Program.Outcome outcome =
        Program.of(
                user.running(List.of(bin.resolve("postgres").toString(), "--version")),
                Duration.ofSeconds(10))
            .run();
    Matcher version = VERSION.matcher(outcome.text());
    return outcome.good() && version.find() && Integer.parseInt(version.group(2)) >= OLDEST
        ? Optional.of(new PostgresInstallation(bin, version.group(1), origin))
        : Optional.empty();
  }
}
