package dev.bosai.activities.postgres.prove;

import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.restore.InstanceServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.runbooks.system.Backups.SqlCheck;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.Proven.Check;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks what was restored: the user's own checks, and the probe's rows. */
final class Questions {
  private static final Duration BOUND = Duration.ofMinutes(30);
  private final Serving serving;
  private final Try current;

  Questions(Serving serving, Try current) {
    this.serving = serving;
    this.current = current;
  }

  List<Check> ask(Replayed replayed) throws SQLException {
    InstanceServer server = replayed.server();
    Database database = serving.database();
    List<Check> checks = new ArrayList<>();
    try (Connection connection =
        server.open(database.database(), BOUND.plus(Duration.ofMinutes(1)))) {
      Sql.run(connection, "set default_transaction_read_only = on");
      Sql.run(connection, "set statement_timeout = " + BOUND.toMillis());
      for (SqlCheck check : checks()) {
        current.progress("asking: " + check.sql());
        checks.add(answer(connection, check));
      }
      current.progress("comparing the probe's rows");
      checks.add(new ProbeRows(serving).check(connection, replayed.at()));
    }
    return checks;
  }

  private List<SqlCheck> checks() {
    Backups backups = serving.database().backups();
    return backups == null ? List.of() : backups.checks();
  }

  private static Check answer(Connection connection, SqlCheck check) {
    try {
      String found = Sql.text(connection, check.sql());
      return found.equals(check.expect())
          ? new Check("sql", true, "\"%s\" answered \"%s\"".formatted(check.sql(), found))
          : new Check(
              "sql",
              false,
              "\"%s\" answered \"%s\"; expected \"%s\""
                  .formatted(check.sql(), found, check.expect()));
    } catch (SQLException e) {
      return new Check("sql", false, "\"" + check.sql() + "\": " + e.getMessage());
    }
  }
}
