package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.RouteActivities.CutRoute;
import dev.bosai.workflows.port.RouteActivities.DrainRoute;
import dev.bosai.workflows.port.RouteActivities.MoveRoute;
import dev.bosai.workflows.port.RouteActivities.RouteDrained;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoutedActivitiesTest {
  private static final DatabaseRef MAIN = new DatabaseRef("shop", "main");

  private final NamedServer db1 = NamedServer.start("N1");
  private final NamedServer db2 = NamedServer.start("N2");
  private FakeRouter router;
  private int attempt = 1;
  private List<String> exclusive = List.of("10.0.0.5");

  @BeforeEach
  void start() throws IOException {
    router = FakeRouter.start(Map.of("db1", db1.address(), "db2", db2.address()), "db1");
  }

  @AfterEach
  void stop() throws IOException {
    router.close();
    db1.close();
    db2.close();
  }

  @Test
  void theRouteIsMovedAndSeenToLeadThere() {
    assertThat(move("db2", 1, 1)).isEqualTo(new RouteMoved("router", "db2", true, 0));
    assertThat(read()).isEqualTo(new RouteFacts("router", "db2", new Token(1, 1, 1), ""));
  }

  @Test
  void aDrainedRouterLeadsToNobodyUnderItsTokenWhetherItIsExclusiveOrNot() {
    exclusive = List.of();

    RouteDrained drained = routes().drainRoute(new DrainRoute(MAIN, "db1", new Token(1, 1, 0)));

    assertThat(drained).isEqualTo(new RouteDrained("router", true, 0));
    assertThat(router.node()).isEmpty();
    attempt = 2;
    assertThat(routes().drainRoute(new DrainRoute(MAIN, "db1", new Token(1, 1, 0))).drained())
        .isTrue();
    assertThat(move("db1", 1, 2)).isEqualTo(new RouteMoved("router", "db1", true, 0));
    assertThatThrownBy(() -> routes().drainRoute(new DrainRoute(MAIN, "db1", new Token(1, 1, 0))))
        .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("STALE_TOKEN"));
  }

  @Test
  void theNextAttemptOfTheSameEffectFindsItDone() {
    move("db2", 1, 1);
    attempt = 2;

    assertThat(move("db2", 1, 1)).isEqualTo(new RouteMoved("router", "db2", false, 0));
  }

  @Test
  void anOlderRunLosesAtTheRouter() {
    move("db2", 2, 1);

    assertThatThrownBy(() -> move("db1", 1, 7))
        .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("STALE_TOKEN"))
        .hasMessageContaining("not newer than 2.1.1")
        .hasMessageContaining("HINT:");
    assertThat(router.node()).isEqualTo("db2");
  }

  @Test
  void theNextAttemptOfACutFindsItDoneAndProvesItByTheRoutersOwnToken() {
    cut();
    attempt = 2;

    FenceProof.RouteCut proof = cut();

    assertThat(router.node()).isEmpty();
    assertThat(read().token()).isEqualTo(proof.token()).isEqualTo(new Token(1, 1, 1));
    assertThat(read().problem()).contains("leads to nobody");
    assertThat(proof.shown().get(1)).contains("0 to \"db1\" left");
  }

  @Test
  void aRouteThatPromisesNothingIsNotCut() {
    exclusive = List.of();

    assertThatThrownBy(this::cut)
        .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("REFUSED"))
        .hasMessageContaining("is not exclusive in this worker's system file; nothing was cut");
    assertThat(router.node()).isEqualTo("db1");
  }

  @Test
  void aNodeTheRouterDoesNotKnowIsNotTriedAgain() {
    assertThatThrownBy(() -> move("db9", 1, 1))
        .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("REFUSED"))
        .hasMessageContaining("db9");
  }

  @Test
  void aRouterThatDoesNotAnswerIsTriedAgainAndReadsAsAFinding() throws IOException {
    router.close();

    assertThatThrownBy(() -> move("db2", 1, 1))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("UNREACHABLE");
              assertThat(failure.isNonRetryable()).isFalse();
            });
    assertThat(read().problem()).contains("does not answer");
  }

  @Test
  void aRouteWhoseServerDoesNotAnswerHasNotBeenMovedForClients() throws IOException {
    db2.close();

    assertThatThrownBy(() -> move("db2", 1, 1))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void aDatabaseThatThisWorkerDoesNotHaveIsNotTouched() {
    MoveRoute foreign = new MoveRoute(new DatabaseRef("bank", "main"), "db2", new Token(1, 1, 0));

    assertThatThrownBy(() -> routes().moveRoute(foreign))
        .isInstanceOfSatisfying(ApplicationFailure.class, hopeless("NOT_LISTED"));
    assertThat(router.node()).isEqualTo("db1");
  }

  private static Consumer<ApplicationFailure> hopeless(String type) {
    return failure -> {
      assertThat(failure.getType()).isEqualTo(type);
      assertThat(failure.isNonRetryable()).isTrue();
    };
  }

  private RouteMoved move(String node, long epoch, int effect) {
    return routes().moveRoute(new MoveRoute(MAIN, node, new Token(epoch, effect, 0)));
  }

  private FenceProof.RouteCut cut() {
    return routes().cutRoute(new CutRoute(MAIN, "db1", "4711", 1, new Token(1, 1, 0)));
  }

  private RouteFacts read() {
    return new ConfiguredRoutes(listed(), new Secrets(Map.of())).read(MAIN);
  }

  private RoutedActivities routes() {
    return new RoutedActivities(listed(), new Secrets(Map.of()), () -> attempt);
  }

  private Protected listed() {
    Route route = new Route.Router(List.of(router.listen()), router.admin(), Map.of(), exclusive);
    Database main =
        new Database(
            "postgres",
            "shop",
            new Database.Admin("bosai", ""),
            Map.of(),
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
}
