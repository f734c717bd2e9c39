package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real PgBouncer in front of two real servers. */
class PgbouncerRouteIT {
  @RegisterExtension private static final Bounced AT = new Bounced();

  @ParameterizedTest
  @ValueSource(strings = {"session", "transaction"})
  void clientsAreLedElsewhereAndNoneIsLeftInATransactionOnTheOldServer(String mode)
      throws Exception {
    AT.bouncer().configure("%include " + AT.bouncer().file(), "pool_mode = " + mode);
    AT.bouncer().restart();
    assertThat(AT.servers().read()).isEqualTo(new RouteFacts("pgbouncer", "db1", Token.NONE, ""));
    try (Connection old = TwoServers.client();
        Connection prepared = TwoServers.client()) {
      old.setAutoCommit(false);
      assertThat(TwoServers.server(old)).isEqualTo("db1");
      assertThat(one(prepared)).isEqualTo(1);

      RouteMoved moved = AT.servers().move("db2", 1);

      assertThat(moved).isEqualTo(new RouteMoved("pgbouncer", "db2", true, moved.closed()));
      assertThat(moved.closed()).isPositive();
      assertThatThrownBy(() -> TwoServers.server(old)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> one(prepared)).isInstanceOf(SQLException.class);
    }
    assertThat(TwoServers.reached()).isEqualTo("db2");
    assertThat(AT.servers().read())
        .isEqualTo(new RouteFacts("pgbouncer", "db2", new Token(1, 1, 1), ""));
    assertThat(AT.bouncer().file()).content().contains("dbname=postgres pool_size=7");
  }

  @Test
  void whoComesWhileTheRouteIsDrainedWaitsAndIsLedToTheNewPrimary() throws Exception {
    try (Connection before = TwoServers.client()) {
      assertThat(TwoServers.server(before)).isEqualTo("db1");

      assertThat(AT.servers().drain(1).drained()).isTrue();

      assertThatThrownBy(() -> TwoServers.server(before)).isInstanceOf(SQLException.class);
    }
    CompletableFuture<String> waiting = CompletableFuture.supplyAsync(PgbouncerRouteIT::reached);
    assertThat(AT.servers().read().problem()).contains("paused, expected a node");
    assertThat(AT.servers().drain(1).drained()).isTrue();
    assertThat(waiting).isNotDone();

    assertThat(AT.servers().move("db2", 2).changed()).isTrue();
    assertThat(waiting.join()).isEqualTo("db2");
    AT.servers().drain(3);
    assertThat(AT.servers().move("db2", 4).changed()).isTrue();
    assertThat(TwoServers.reached()).isEqualTo("db2");
  }

  private static String reached() {
    try {
      return TwoServers.reached();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theNextAttemptFindsItDoneAndDisturbsNobody() throws Exception {
    AT.servers().move("db2", 1);
    try (Connection client = TwoServers.client()) {
      assertThat(TwoServers.server(client)).isEqualTo("db2");

      assertThat(AT.servers().routes(2).moveRoute(TwoServers.order("db2", 1)))
          .isEqualTo(new RouteMoved("pgbouncer", "db2", false, 0));
      assertThat(AT.servers().read().token()).isEqualTo(new Token(1, 1, 1));
      // A later effect finds it there too, and whoever is older than it loses from now on.
      assertThat(AT.servers().move("db2", 5))
          .isEqualTo(new RouteMoved("pgbouncer", "db2", false, 0));
      assertThat(AT.servers().read().token()).isEqualTo(new Token(1, 5, 1));

      assertThat(TwoServers.server(client)).isEqualTo("db2");
    }
    assertThat(AT.servers().move("db1", 6).changed()).isTrue();
    assertThat(TwoServers.reached()).isEqualTo("db1");
  }

  @Test
  void anOlderTokenLosesAlsoAtARestartedPgBouncer() throws Exception {
    AT.servers().move("db2", 7);
    AT.bouncer().restart();

    assertThat(AT.servers().read())
        .isEqualTo(new RouteFacts("pgbouncer", "db2", new Token(1, 7, 1), ""));
    assertThatThrownBy(() -> AT.servers().move("db1", 3))
        .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("STALE_TOKEN"))
        .hasMessageContaining("has seen 1.7.1")
        .hasMessageContaining("HINT:");
    assertThat(TwoServers.reached()).isEqualTo("db2");
  }

  @Test
  void anAttemptThatSleptThroughANewerOneLosesInTheMiddleOfItsMove() throws Exception {
    Token slow = new Token(1, 1, 1);
    try (PgbouncerConsole console = AT.bouncer().console()) {
      PgbouncerMove sleeper = attempt(console, "db2");
      sleeper.claim(slow);
      AT.servers().move("db2", 2);
      AT.servers().move("db1", 3);

      try (Connection client = TwoServers.client()) {
        assertThatThrownBy(() -> sleeper.lead(slow))
            .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("STALE_TOKEN"));
        assertThat(TwoServers.server(client)).isEqualTo("db1");
      }
    }
    assertThat(AT.servers().read())
        .isEqualTo(new RouteFacts("pgbouncer", "db1", new Token(1, 3, 1), ""));
  }

  @Test
  void whatAnAttemptLeftThatDiedAfterItEndedTheConnectionsIsDoneByTheNext() throws Exception {
    Token dead = new Token(1, 1, 1);
    try (PgbouncerConsole console = AT.bouncer().console()) {
      attempt(console, "db2").claim(dead);
      console.kill("postgres");
    }
    assertThat(AT.servers().read().problem()).contains("paused, expected a node");

    assertThat(AT.servers().routes(2).moveRoute(TwoServers.order("db2", 1)).changed()).isTrue();
    assertThat(TwoServers.reached()).isEqualTo("db2");
  }

  @Test
  void whatAnAttemptLeftThatDiedAfterItWroteTheFileIsDoneByTheNext() throws Exception {
    Token dead = new Token(1, 1, 1);
    PgbouncerBook book = book();
    book.claim(dead);
    book.replace(dead, book.read().leading(target("db2")));
    try (Connection old = TwoServers.client()) {
      assertThat(TwoServers.server(old)).isEqualTo("db1");

      assertThat(AT.servers().routes(2).moveRoute(TwoServers.order("db2", 1)).changed()).isTrue();

      assertThatThrownBy(() -> TwoServers.server(old)).isInstanceOf(SQLException.class);
    }
    assertThat(TwoServers.reached()).isEqualTo("db2");
  }

  @Test
  void ofAttemptsThatOverlapTheNewestLeads() throws Exception {
    RoutedActivities routes = AT.servers().routes(1);
    for (int effect = 1; effect < 9; effect += 2) {
      int older = effect;
      CompletableFuture<Void> one = CompletableFuture.runAsync(() -> lose(routes, "db1", older));
      CompletableFuture<Void> other =
          CompletableFuture.runAsync(() -> lose(routes, "db2", older + 1));
      CompletableFuture.allOf(one, other).join();

      // The newest may have been disturbed in its last look, and is tried again, as Temporal does.
      assertThat(AT.servers().move("db2", older + 1).node()).isEqualTo("db2");
      assertThat(AT.servers().move("db2", older + 1))
          .isEqualTo(new RouteMoved("pgbouncer", "db2", false, 0));
      assertThat(TwoServers.reached()).isEqualTo("db2");
      try (PgbouncerConsole console = AT.bouncer().console()) {
        assertThat(attempt(console, "db2").elsewhere()).isZero();
      }
    }
  }

  @Test
  void aServerThatDidNotAnswerBeforeKeepsNobodyWaitingAfterTheMove() throws Exception {
    AT.bouncer().leads("[databases]\n" + Bouncer.line("127.0.0.1:1") + "\n");
    AT.bouncer().restart();
    assertThatThrownBy(
            () ->
                DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:"
                        + TwoServers.ROUTE
                        + "/postgres?user=bosai&socketTimeout=1"))
        .isInstanceOf(SQLException.class);
    assertThat(AT.servers().read().problem()).contains("leads to 127.0.0.1:1, expected a node");

    AT.servers().move("db2", 1);

    assertThat(TwoServers.reached()).isEqualTo("db2");
  }

  private static Consumer<ApplicationFailure> hopeless(String type) {
    return failure -> {
      assertThat(failure.getType()).as(failure.getMessage()).isEqualTo(type);
      assertThat(failure.isNonRetryable()).isTrue();
    };
  }

  private static void lose(RoutedActivities routes, String node, int effect) {
    try {
      routes.moveRoute(TwoServers.order(node, effect));
    } catch (ApplicationFailure lost) {
      // The other attempt may have ended its check's connection, or have come first.
      assertThat(lost.getType()).isIn("STALE_TOKEN", "UNREACHABLE", "UNEXPECTED");
    }
  }

  private static int one(Connection client) throws SQLException {
    try (PreparedStatement statement = client.prepareStatement("SELECT ?::int")) {
      statement.setInt(1, 1);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private PgbouncerMove attempt(PgbouncerConsole console, String node) {
    return new PgbouncerMove(console, book(), target(node), "PgBouncer");
  }

  private PgbouncerBook book() {
    return new PgbouncerBook(AT.bouncer().file(), "postgres", new Locks());
  }

  private PgbouncerFile.Target target(String name) {
    Node node = AT.servers().database().nodes().get(name);
    return new PgbouncerFile.Target(node.host(), node.port());
  }
}
