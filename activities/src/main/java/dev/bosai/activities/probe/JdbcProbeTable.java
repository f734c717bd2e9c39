package dev.bosai.activities.probe;

import dev.bosai.activities.route.ClientRoute;
import dev.bosai.runbooks.system.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes as an ordinary client: one connection through the route, one statement a transaction. */
final class JdbcProbeTable implements ProbeTable {
  private static final int HEX = 16;

  /** Bosai itself, by its user, and pgBackRest beside the server are no clients. */
  private static final String PAST =
      "SELECT DISTINCT usename || ' from ' || coalesce(host(client_addr), 'its own host')"
          + " || CASE WHEN application_name = '' THEN '' ELSE ' (' || application_name || ')' END"
          + " FROM pg_stat_activity WHERE backend_type = 'client backend'"
          + " AND usename <> current_user AND application_name <> 'bosai'"
          + " AND application_name NOT LIKE 'pgBackRest%'"
          + " AND coalesce(host(client_addr), '') <> ALL (?) ORDER BY 1";

  /** The table or its schema is not there; both states say so, depending on which is missing. */
  private static final Set<String> MISSING = Set.of("42P01", "3F000");

  private final ClientRoute route;
  private final Database database;
  private final TableName name;
  private final String insert;
  private @Nullable Connection connection;

  /** Makes the table's client; nothing is connected yet. */
  JdbcProbeTable(ClientRoute route, Database database) {
    this.route = route;
    this.database = database;
    this.name = TableName.of(database.probe().table());
    this.insert =
        "INSERT INTO "
            + name.quoted()
            + " (id) VALUES (?) RETURNING"
            + " coalesce(nullif(current_setting('cluster_name'), ''),"
            + " host(inet_server_addr()) || ':' || inet_server_port()),"
            + " substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";
  }

  @Override
  public Written write(long id) throws NotWritten {
    Connection open = connected();
    try {
      return insert(open, id);
    } catch (SQLException e) {
      if (MISSING.contains(String.valueOf(e.getSQLState()))) {
        create(open);
      } else {
        close();
      }
      throw new NotWritten(outcome(e), e);
    }
  }

  @Override
  public long commits() throws SQLException {
    Connection open = connection;
    if (open == null) {
      throw new SQLException("not connected");
    }
    try (Statement statement = open.createStatement();
        ResultSet row = statement.executeQuery("SELECT sum(xact_commit) FROM pg_stat_database")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public List<String> past(List<String> through) throws SQLException {
    Connection open = connection;
    if (open == null) {
      throw new SQLException("not connected");
    }
    try (PreparedStatement statement = open.prepareStatement(PAST)) {
      statement.setArray(1, open.createArrayOf("text", through.toArray()));
      List<String> past = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          past.add(row.getString(1));
        }
      }
      return past;
    }
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        // Without a farewell, which could wait for a server that hangs.
        open.abort(Runnable::run);
      } catch (SQLException e) {
        System.err.println("probe: a connection could not be closed: " + e.getMessage());
      }
    }
  }

  private Connection connected() throws NotWritten {
    Connection open = connection;
    if (open == null) {
      try {
        open = route.open(database);
        connection = open;
      } catch (SQLException e) {
        throw new NotWritten(Attempt.Outcome.FAILED, e);
      }
    }
    return open;
  }

  private Written insert(Connection open, long id) throws SQLException, NotWritten {
    open.clearWarnings();
    try (PreparedStatement statement = open.prepareStatement(insert)) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        Written written = new Written(row.getString(1), Integer.parseInt(row.getString(2), HEX));
        refuseWarning(statement.getWarnings());
        refuseWarning(open.getWarnings());
        return written;
      }
    }
  }

  /**
   * A server that gives up waiting for its synchronous standby commits and warns: the write is not
   * where it should be (PostgreSQL docs, 27.2.8.3).
   */
  private static void refuseWarning(@Nullable SQLWarning warning) throws NotWritten {
    if (warning != null) {
      throw new NotWritten(Attempt.Outcome.UNKNOWN, String.valueOf(warning.getMessage()));
    }
  }

  private void create(Connection open) throws NotWritten {
    try (Statement statement = open.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + name.quotedSchema());
      statement.execute(
          "CREATE TABLE IF NOT EXISTS "
              + name.quoted()
              + " (id bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())");
    } catch (SQLException e) {
      close();
      throw new NotWritten(Attempt.Outcome.FAILED, e);
    }
  }

  /**
   * Only an error that the server itself reports, and not while it shuts down, means "not done".
   */
  private static Attempt.Outcome outcome(SQLException e) {
    String state = e.getSQLState();
    boolean reported = state != null && !state.startsWith("08") && !state.startsWith("57P");
    return reported ? Attempt.Outcome.FAILED : Attempt.Outcome.UNKNOWN;
  }
}
