package dev.bosai.activities.route;

import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/**
 * Connects to a database as a client does: through the public route, and bounded by socket
 * time-outs alone. A query is never cancelled, since a statement cancelled while it waits for the
 * synchronous standby is reported as committed although it was not replicated (PostgreSQL docs,
 * 27.2.8).
 */
public final class ClientRoute {
  private static final String CONNECT_SECONDS = "1";
  private static final String SOCKET_SECONDS = "2";
  private static final String TLS_ANSWER_MS = "1000";

  private final Secrets secrets;

  /**
   * Makes a connector.
   *
   * @param secrets resolves the password at each connection, so that a changed one is taken up
   */
  public ClientRoute(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * Opens a connection through the route. With one address the server is taken as it is, which
   * saves a question: a write shows soon enough whether it can be written.
   *
   * @return in autocommit mode; the caller closes it
   * @throws SQLException if no such server answers within the time-outs
   */
  public Connection open(Database database) throws SQLException {
    return database.route().at().size() > 1
        ? openPrimary(database)
        : connect(database, database.route().at(), "any");
  }

  /**
   * Opens a connection to the writable server behind the route.
   *
   * @return in autocommit mode; the caller closes it
   * @throws SQLException if no writable server answers within the time-outs
   */
  Connection openPrimary(Database database) throws SQLException {
    return connect(database, database.route().at(), "primary");
  }

  /**
   * Opens a connection to one address, whatever role the server behind it has.
   *
   * @param address {@code host:port}
   * @return in autocommit mode; the caller closes it
   * @throws SQLException if it does not answer within the time-outs
   */
  Connection openAny(Database database, String address) throws SQLException {
    return connect(database, List.of(address), "any");
  }

  private Connection connect(Database database, List<String> addresses, String serverType)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.admin().user());
    properties.setProperty("password", secrets.resolve(database.admin().password()));
    properties.setProperty("targetServerType", serverType);
    properties.setProperty("hostRecheckSeconds", "0");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("socketTimeout", SOCKET_SECONDS);
    properties.setProperty("sslResponseTimeout", TLS_ANSWER_MS);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "0");
    properties.setProperty("ApplicationName", "bosai");
    return DriverManager.getConnection(
        "jdbc:postgresql://" + String.join(",", addresses) + "/" + database.database(), properties);
  }
}
