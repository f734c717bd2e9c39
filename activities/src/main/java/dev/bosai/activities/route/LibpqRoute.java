package dev.bosai.activities.route;

import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Clients pick the writable server themselves: there is nothing to move, only to see. */
final class LibpqRoute implements RouteKind {
  private final Database database;
  private final ClientRoute clients;

  LibpqRoute(Database database, ClientRoute clients) {
    this.database = database;
    this.clients = clients;
  }

  @Override
  public RouteFacts read() {
    List<String> writable = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String address : database.route().at()) {
      try {
        if (writable(address)) {
          writable.add(address);
        }
      } catch (SQLException e) {
        problems.add("\"" + address + "\": " + e.getMessage());
      }
    }
    return switch (writable.size()) {
      case 1 -> facts(nodeAt(writable.get(0)), "");
      case 0 -> facts("", "no writable server behind the route " + String.join("; ", problems));
      default -> facts("", "more than one writable server behind the route: " + writable);
    };
  }

  @Override
  public RouteMoved move(String node, Token token) {
    new PrimaryCheck(clients).require(database, node);
    return new RouteMoved(database.route().kind(), node, false, 0);
  }

  private boolean writable(String address) throws SQLException {
    try (Connection connection = clients.openAny(database, address);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
      return row.next() && !row.getBoolean(1);
    }
  }

  private String nodeAt(String address) {
    return database.nodes().entrySet().stream()
        .filter(node -> address(node.getValue()).equals(address))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(address);
  }

  private static String address(Node node) {
    return node.host() + ":" + node.port();
  }

  private RouteFacts facts(String node, String problem) {
    return new RouteFacts(database.route().kind(), node, Token.NONE, problem);
  }
}
