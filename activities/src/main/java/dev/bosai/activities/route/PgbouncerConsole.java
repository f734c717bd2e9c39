package dev.bosai.activities.route;

import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Route;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Speaks to the administration console of a PgBouncer. It knows simple queries alone, and answers
 * RELOAD well whatever became of it (measured with 1.18), so what it says of itself afterwards is
 * all that counts.
 */
final class PgbouncerConsole implements AutoCloseable {
  private static final String SECONDS = "2";
  private static final String TLS_ANSWER_MS = "1000";

  private final Connection connection;

  private PgbouncerConsole(Connection connection) {
    this.connection = connection;
  }

  /**
   * One entry of the databases.
   *
   * @param target it leads to
   * @param database on that server
   * @param paused whether clients wait before it
   * @param disabled whether clients are turned away
   */
  record Entry(PgbouncerFile.Target target, String database, boolean paused, boolean disabled) {
    /** Returns whether clients pass to a server. */
    boolean leadsTo(PgbouncerFile.Target meant) {
      return target.equals(meant) && !paused && !disabled;
    }
  }

  /**
   * A connection to a server.
   *
   * @param address of the server
   * @param outdated whether it was made before the entry was changed, and lives on
   */
  record Server(String address, int port, boolean outdated) {
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    /**
     * Returns whether it is not one that clients of an entry get now. A name may be any address.
     */
    boolean elsewhere(PgbouncerFile.Target meant) {
      boolean known = NUMBERS.matcher(meant.host()).matches();
      return outdated || port != meant.port() || (known && !address.equals(meant.host()));
    }
  }

  /**
   * Opens the console.
   *
   * @throws SQLException if it does not answer in time, or not to this administrator
   */
  static PgbouncerConsole open(Route.Pgbouncer route, Secrets secrets) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", route.admin().user());
    properties.setProperty("password", secrets.resolve(route.admin().password()));
    properties.setProperty("preferQueryMode", "simple");
    // The driver sets what the console does not know, unless it must not: with a server older than
    // 9.4, which this one says it is, it believes that of replication and does not ask for any.
    properties.setProperty("replication", "database");
    properties.setProperty("connectTimeout", SECONDS);
    properties.setProperty("socketTimeout", SECONDS);
    properties.setProperty("sslResponseTimeout", TLS_ANSWER_MS);
    return new PgbouncerConsole(
        DriverManager.getConnection(
            "jdbc:postgresql://" + route.at().get(0) + "/pgbouncer", properties));
  }

  /** Returns an entry of the databases; empty if there is none of that name. */
  Optional<Entry> entry(String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW DATABASES")) {
      while (row.next()) {
        if (name.equals(row.getString("name"))) {
          return Optional.of(
              new Entry(
                  new PgbouncerFile.Target(text(row, "host"), row.getInt("port")),
                  text(row, "database"),
                  row.getInt("paused") != 0,
                  row.getInt("disabled") != 0));
        }
      }
      return Optional.empty();
    }
  }

  /** Returns the connections to servers that an entry has. */
  List<Server> servers(String name) throws SQLException {
    List<Server> servers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW SERVERS")) {
      while (row.next()) {
        if (name.equals(row.getString("database"))) {
          servers.add(
              new Server(text(row, "addr"), row.getInt("port"), row.getInt("close_needed") != 0));
        }
      }
    }
    return servers;
  }

  /** Has it read its configuration again, which takes back every SET. */
  void reload() throws SQLException {
    say("RELOAD");
  }

  /** Has it drop every client and server of an entry at once, and new clients wait. */
  void kill(String name) throws SQLException {
    say("KILL \"" + name + "\"");
  }

  /** Lets the clients of an entry pass again. */
  void resume(String name) throws SQLException {
    say("RESUME \"" + name + "\"");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Says a command that has no answer but its end. */
  void say(String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  private static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
