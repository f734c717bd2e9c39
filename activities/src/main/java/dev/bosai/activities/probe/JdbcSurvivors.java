package dev.bosai.activities.probe;

import dev.bosai.activities.Failures;
import dev.bosai.activities.route.ClientRoute;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.FailureType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks rows up through the public route, on the new timeline only. */
final class JdbcSurvivors implements Survivors, AutoCloseable {
  private static final int HEX = 16;

  private final Connection connection;
  private final TableName table;

  private JdbcSurvivors(Connection connection, TableName table) {
    this.connection = connection;
    this.table = table;
  }

  /**
   * Connects.
   *
   * @param timeline that the server behind the route must be on
   * @throws SQLException if the route leads nowhere
   * @throws io.temporal.failure.ApplicationFailure of type UNEXPECTED if it leads to another
   *     timeline: what is missing there would say nothing
   */
  static JdbcSurvivors open(ClientRoute route, Database database, int timeline)
      throws SQLException {
    Connection connection = route.open(database);
    int found = timeline(connection);
    if (found != timeline) {
      connection.close();
      throw Failures.of(
          FailureType.UNEXPECTED,
          "the public route leads to timeline " + found + ", expected " + timeline,
          "look at the route and the nodes' roles, then retry");
    }
    return new JdbcSurvivors(connection, TableName.of(database.probe().table()));
  }

  @Override
  public Set<Long> among(List<Long> ids) throws SQLException {
    Set<Long> found = new HashSet<>();
    if (ids.isEmpty() || !tableExists()) {
      return found;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id FROM " + table.quoted() + " WHERE id = ANY (?)")) {
      Array wanted = connection.createArrayOf("bigint", ids.toArray());
      statement.setArray(1, wanted);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getLong(1));
        }
      }
    }
    return found;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** A table created after the standby's last word is lost with all its rows. */
  private boolean tableExists() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      statement.setString(1, table.quoted());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static int timeline(Connection connection) throws SQLException {
    String primaryOnly =
        "SELECT CASE WHEN pg_is_in_recovery() THEN '0'"
            + " ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(primaryOnly)) {
      row.next();
      return Integer.parseInt(row.getString(1), HEX);
    }
  }
}
