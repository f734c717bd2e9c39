package dev.bosai.activities.route;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the routes that the system file names, each kind in its own way. */
public final class ConfiguredRoutes implements RouteReader {
  private final Protected listed;
  private final ClientRoute clients;
  private final RouterClient routers = new RouterClient();

  /**
   * Makes a reader.
   *
   * @param listed what this worker may touch
   * @param secrets for the database's password
   */
  public ConfiguredRoutes(Protected listed, Secrets secrets) {
    this.listed = listed;
    this.clients = new ClientRoute(secrets);
  }

  @Override
  public RouteFacts read(DatabaseRef ref) {
    Database database = listed.database(ref);
    if (database.route() instanceof Route.Router router) {
      return asked(router);
    }
    return tried(database);
  }

  private RouteFacts asked(Route.Router router) {
    try {
      RouterClient.Reply reply = routers.state(router.admin());
      String problem =
          reply.status() == 200
              ? ""
              : "router at \"" + router.admin() + "\" answered " + reply.status();
      return new RouteFacts("router", reply.answer().node(), reply.answer().token(), problem);
    } catch (IOException e) {
      return new RouteFacts(
          "router",
          "",
          Token.NONE,
          "router at \"" + router.admin() + "\" does not answer: " + e.getMessage());
    }
  }

  /** Clients pick the writable address themselves, so the route leads where one is writable. */
  private RouteFacts tried(Database database) {
    List<String> writable = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String address : database.route().at()) {
      try {
        if (writable(database, address)) {
          writable.add(address);
        }
      } catch (SQLException e) {
        problems.add("\"" + address + "\": " + e.getMessage());
      }
    }
    return switch (writable.size()) {
      case 1 -> libpq(nodeAt(database, writable.get(0)), "");
      case 0 -> libpq("", "no writable server behind the route " + String.join("; ", problems));
      default -> libpq("", "more than one writable server behind the route: " + writable);
    };
  }

  private boolean writable(Database database, String address) throws SQLException {
    try (Connection connection = clients.openAny(database, address);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
      return row.next() && !row.getBoolean(1);
    }
  }

  private static String nodeAt(Database database, String address) {
    return database.nodes().entrySet().stream()
        .filter(node -> address(node.getValue()).equals(address))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(address);
  }

  private static String address(Node node) {
    return node.host() + ":" + node.port();
  }

  private static RouteFacts libpq(String node, String problem) {
    return new RouteFacts("libpq", node, Token.NONE, problem);
  }
}
