package dev.bosai.activities.postgres.prove;

import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.postgres.restore.Amcheck;
import dev.bosai.activities.postgres.restore.InstanceServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.Proven.Check;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Reads everything that was restored, with PostgreSQL's own tools. */
final class Soundness {
  private static final Duration BOUND = Duration.ofHours(24);
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final String CHECKSUMS = "pg_checksums";
  private final InstanceServer server;
  private final Try current;

  Soundness(InstanceServer server, Try current) {
    this.server = server;
    this.current = current;
  }

  /** Reads tables and indexes of all databases through the running server. */
  Check relations() throws IOException, SQLException, InterruptedException {
    if (!available()) {
      return Check.leftOut("pg_amcheck", "extension \"amcheck\" is not installed on this host");
    }
    return new Amcheck(server.instance(), current)
        .within(BOUND, List.of("--all", "--install-missing", "--heapallindexed", "--jobs=2"))
        .orElseGet(
            () ->
                new Check("pg_amcheck", false, "it did not end within " + BOUND.toHours() + " h"));
  }

  private boolean available() throws SQLException {
    try (Connection connection = server.open("postgres", SILENCE)) {
      return Sql.holds(
          connection, "select exists (select from pg_available_extensions where name = 'amcheck')");
    }
  }

  /** Reads the checksum of every page, once the server is stopped. */
  Check pages() throws IOException, InterruptedException {
    Host host = server.instance().host();
    if (!host.controlData().checksums()) {
      return Check.leftOut(CHECKSUMS, "the cluster's pages carry no checksums");
    }
    current.progress("pg_checksums reads every page");
    Programs.Output output =
        host.programs().run(BOUND, CHECKSUMS, List.of("--check", "--pgdata=" + host.data().path()));
    return output.code() == 0
        ? new Check(CHECKSUMS, true, "the checksum of every page is right")
        : new Check(CHECKSUMS, false, failed(output));
  }

  private static String failed(Programs.Output output) {
    return output
        .text()
        .lines()
        .filter(line -> line.contains("error:"))
        .limit(3)
        .reduce((one, other) -> one + "; " + other)
        .orElseGet(output::tail);
  }
}
