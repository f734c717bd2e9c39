package dev.bosai.activities.route;

import dev.bosai.activities.Failures;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.FailureType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Shows that clients who ask for a writable server reach the one that was meant. */
final class PrimaryCheck {
  private final ClientRoute clients;

  PrimaryCheck(ClientRoute clients) {
    this.clients = clients;
  }

  /** A server as it says of itself; two servers were never started at the same microsecond. */
  private record Server(boolean recovering, String started) {}

  /**
   * Requires that the route leads to a node that takes writes.
   *
   * @throws io.temporal.failure.ApplicationFailure if it does not
   */
  void require(Database database, String name) {
    Node node = database.nodes().get(name);
    if (node == null) {
      throw Failures.of(
          FailureType.NOT_LISTED,
          "node \"" + name + "\" is not in this worker's system file",
          "give the worker the system file that the run was started with");
    }
    String address = node.host() + ":" + node.port();
    try {
      Server reached = server(clients.openPrimary(database));
      Server meant = server(clients.openAny(database, address));
      if (reached.recovering() || !reached.equals(meant)) {
        throw Failures.of(
            FailureType.UNEXPECTED,
            "clients of \"" + database.route().at() + "\" reach another server than " + address,
            "see which servers take writes, then retry");
      }
    } catch (SQLException e) {
      throw Failures.of(
          FailureType.UNREACHABLE,
          "no writable server is reached through " + database.route().at() + ": " + e.getMessage(),
          "see that the new primary is listed in the route and takes writes, then retry");
    }
  }

  private static Server server(Connection opened) throws SQLException {
    try (Connection connection = opened;
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_is_in_recovery(), pg_postmaster_start_time()::text")) {
      row.next();
      return new Server(row.getBoolean(1), row.getString(2));
    }
  }
}
