package dev.bosai.activities.route;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.TestCluster;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.RouteActivities.DrainRoute;
import dev.bosai.workflows.port.RouteActivities.MoveRoute;
import dev.bosai.workflows.port.RouteActivities.RouteDrained;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Two real servers that both take writes, and a route in front of them. */
final class TwoServers implements AutoCloseable {
  /** Where clients connect. */
  static final int ROUTE = 22_470 + 10 * Integer.getInteger("bosai.fork", 1);

  /** Where a proxy may be asked. */
  static final int ADMIN = ROUTE + 3;

  private static final int DB1 = ROUTE + 1;
  private static final int DB2 = ROUTE + 2;
  private static final DatabaseRef MAIN = new DatabaseRef("shop", "main");

  private final Secrets secrets = new Secrets(Map.of());
  private final Route route;
  private final TestCluster db1;
  private final TestCluster db2;

  private TwoServers(Route route, TestCluster db1, TestCluster db2) {
    this.route = route;
    this.db1 = db1;
    this.db2 = db2;
  }

  static TwoServers behind(Route route) throws IOException {
    return new TwoServers(
        route,
        TestCluster.start(DB1, "cluster_name=db1"),
        TestCluster.start(DB2, "cluster_name=db2"));
  }

  static String address(String node) {
    return "127.0.0.1:" + (node.equals("db1") ? DB1 : DB2);
  }

  RouteMoved move(String node, int effect) {
    return routes(1).moveRoute(order(node, effect));
  }

  /** Leads to nobody from db1 on. */
  RouteDrained drain(int effect) {
    return routes(1).drainRoute(new DrainRoute(MAIN, "db1", new Token(1, effect, 0)));
  }

  /** Leads from one worker, whose threads share what they must. */
  RoutedActivities routes(int attempt) {
    return new RoutedActivities(listed(), secrets, () -> attempt);
  }

  static MoveRoute order(String node, int effect) {
    return new MoveRoute(MAIN, node, new Token(1, effect, 0));
  }

  /** Returns the same servers behind another route. */
  TwoServers alsoBehind(Route other) {
    return new TwoServers(other, db1, db2);
  }

  Database database() {
    return listed().database(MAIN);
  }

  RouteFacts read() {
    return new ConfiguredRoutes(listed(), secrets).read(MAIN);
  }

  /** Connects as a client does, through the route. */
  static Connection client() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + ROUTE + "/postgres?user=bosai&socketTimeout=5");
  }

  /** Says which server a client is connected to. */
  static String server(Connection client) throws SQLException {
    try (ResultSet row = client.createStatement().executeQuery("show cluster_name")) {
      row.next();
      return row.getString(1);
    }
  }

  /** Returns which server a new client reaches. */
  static String reached() throws SQLException {
    try (Connection client = client()) {
      return server(client);
    }
  }

  @Override
  public void close() throws IOException {
    db1.close();
    db2.close();
  }

  private Protected listed() {
    Database main =
        new Database(
            "postgres",
            "postgres",
            new Database.Admin("bosai", ""),
            Map.of("db1", node(DB1), "db2", node(DB2)),
            List.of(Database.FenceMethod.NODE),
            route,
            new Database.ProbeSettings("ops", Duration.ofMillis(100), "bosai.probe"),
            null);
    return new Protected(
        new SystemFile(
            "shop",
            new TemporalService("127.0.0.1:1", "bosai", ""),
            Map.of(),
            Map.of("main", main),
            Map.of(),
            Map.of(),
            Map.of(),
            new Policy(Duration.ZERO, List.of(), List.of())));
  }

  private static Node node(int port) {
    return new Node("tokyo", "127.0.0.1", port, "/data", new NodeControl.PgCtl(""));
  }
}
