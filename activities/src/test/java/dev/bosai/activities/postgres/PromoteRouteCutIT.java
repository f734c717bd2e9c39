package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.route.FakeRouter;
import dev.bosai.activities.route.RoutedActivities;
import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FenceProof.RouteCut;
import dev.bosai.workflows.port.RouteActivities.CutRoute;
import dev.bosai.workflows.port.RouteActivities.MoveRoute;
import dev.bosai.workflows.port.Token;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A standby is promoted because nobody is led to the silent primary any more. */
class PromoteRouteCutIT {
  private static final DatabaseRef MAIN = new DatabaseRef("lab", "main");

  private PostgresCluster cluster;
  private FakeRouter router;
  private Promoting worker;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start("wal_log_hints = on", "synchronous_standby_names = 'db2'");
    Map<String, String> backends =
        Map.of(
            "db1", "127.0.0.1:" + cluster.db1().port(), "db2", "127.0.0.1:" + cluster.db2().port());
    router = FakeRouter.start(backends, "db1");
    worker =
        Promoting.of(cluster)
            .ledBy(
                new Route.Router(
                    List.of(router.listen()), router.admin(), backends, List.of("10.0.0.5")));
    cluster.db1().killAll();
  }

  @AfterEach
  void stop() throws Exception {
    router.close();
    cluster.close();
  }

  @Test
  void alsoWhereTheCutWasTriedTwice() {
    cut(1);

    assertThat(worker.promote(cut(2)).timeline()).isEqualTo(2);
  }

  @Test
  void aRouteThatLeadsSomewhereAgainWhenTheProofIsUsedProvesNothing() throws Exception {
    RouteCut proof = cut(1);
    router("db2", 5);

    assertThatThrownBy(() -> worker.promote(proof))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("the route was cut under token 1.1.1 at " + proof.at())
        .hasMessageContaining("now it leads to \"db2\" under token 1.5.1")
        .hasMessageContaining("nothing was promoted");
    worker.assertUnpromoted();
  }

  private RouteCut cut(int attempt) {
    return routes(attempt)
        .cutRoute(new CutRoute(MAIN, "db1", worker.identifier(), 1, new Token(1, 1, 0)));
  }

  private void router(String node, int effect) {
    routes(1).moveRoute(new MoveRoute(MAIN, node, new Token(1, effect, 0)));
  }

  private RoutedActivities routes(int attempt) {
    return new RoutedActivities(worker.listed(), PostgresCluster.secrets(), () -> attempt);
  }
}
