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
  private final Database database;
  private final Try current;

  Questions(Database database, Try current) {
    this.database = database;
    this.current = current;
  }

  List<Check> ask(InstanceServer server) throws SQLException {
    List<Check> checks = new ArrayList<>();
    try (Connection connection =
        server.open(database.database(), BOUND.plus(Duration.ofMinutes(1)))) {
      Sql.run(connection, "set default_transaction_read_only = on");
      Sql.run(connection, "set statement_timeout = " + BOUND.toMillis());
      for (SqlCheck check : checks()) {
        current.progress("asking: " + check.sql());
        checks.add(answer(connection, check));
      }
      checks.add(ledger(connection));
    }
    return checks;
  }

  private List<SqlCheck> checks() {
    Backups backups = database.backups();
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

  /** Ids that are missing may be writes that nobody acknowledged: only the ledger can tell. */
  private Check ledger(Connection connection) {
    String table = database.probe().table();
    String name = quoted(table);
    try {
      if (Sql.text(connection, "select to_regclass(?)", name).isEmpty()) {
        return new Check("probe", true, "table \"" + table + "\" is not there; no probe wrote yet");
      }
      return new Check(
          "probe",
          true,
          Sql.text(
              connection,
              "select format('%s probe rows up to id %s, the newest of %s; %s ids are missing"
                  + " between', count(*), coalesce(max(id), 0), coalesce(max(at)::text, 'never'),"
                  + " coalesce(max(id) - min(id) + 1 - count(*), 0)) from "
                  + name));
    } catch (SQLException e) {
      return new Check("probe", false, "table \"" + table + "\": " + e.getMessage());
    }
  }

  private static String quoted(String table) {
    int dot = table.indexOf('.');
    String schema = dot < 0 ? "public" : table.substring(0, dot);
    return '"' + schema + "\".\"" + table.substring(dot + 1) + '"';
  }
}
