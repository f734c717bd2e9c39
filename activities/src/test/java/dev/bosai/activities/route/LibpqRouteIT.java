package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.bosai.workflows.port.RouteActivities.MoveRoute;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that pick the writable server themselves, among a dead one and a live one. */
class LibpqRouteIT {
  private static final int DEAD = 22_460;
  private static final int LIVE = 22_461;
  private static final DatabaseRef MAIN = new DatabaseRef("shop", "main");

  private final Secrets secrets = new Secrets(Map.of());
  private TestCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = TestCluster.start(LIVE);
  }

  @AfterEach
  void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void itLeadsWhereAServerTakesWritesAndThereIsNothingToMove() {
    assertThat(move("db2")).isEqualTo(new RouteMoved("libpq", "db2", false, 0));
    assertThat(read()).isEqualTo(new RouteFacts("libpq", "db2", Token.NONE, ""));
  }

  @Test
  void aNodeThatClientsDoNotReachHasNotBeenMovedTo() {
    assertThatThrownBy(() -> move("db1"))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo("UNREACHABLE"));
  }

  @Test
  void withoutAnyWritableServerItLeadsNowhereAndSaysWhy() throws Exception {
    cluster.close();
    cluster = null;

    assertThat(read().node()).isEmpty();
    assertThat(read().problem()).contains("no writable server", "127.0.0.1:" + LIVE);
  }

  private RouteMoved move(String node) {
    return new RoutedActivities(listed(), secrets, () -> 1)
        .moveRoute(new MoveRoute(MAIN, node, new Token(1, 1, 0)));
  }

  private RouteFacts read() {
    return new ConfiguredRoutes(listed(), secrets).read(MAIN);
  }

  private static Node node(int port) {
    return new Node("tokyo", "127.0.0.1", port, "/data", new NodeControl.PgCtl(""));
  }

  private static Protected listed() {
    Database main =
        new Database(
            "postgres",
            "postgres",
            new Database.Admin("bosai", ""),
            Map.of("db1", node(DEAD), "db2", node(LIVE)),
            List.of(Database.FenceMethod.NODE),
            new Route.Libpq(List.of("127.0.0.1:" + DEAD, "127.0.0.1:" + LIVE)),
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
}
