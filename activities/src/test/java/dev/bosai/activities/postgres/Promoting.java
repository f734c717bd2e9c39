package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.runbooks.system.Person;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The standby of a cluster, promoted by a worker whose system file says more than usual.
 *
 * @param cluster whose db1 is, or was, the primary
 * @param listed what the worker's file says
 */
record Promoting(PostgresCluster cluster, Protected listed) {

  /** Begins with the cluster's usual file. */
  static Promoting of(PostgresCluster cluster) {
    return new Promoting(cluster, cluster.listed());
  }

  Promoting fencedBy(FenceMethod... methods) {
    Database main = main();
    return with(main, List.of(methods), main.route(), file().people());
  }

  Promoting ledBy(Route route) {
    return with(main(), main().fence(), route, file().people());
  }

  Promoting decidedBy(Map<String, Person> people) {
    return with(main(), main().fence(), main().route(), people);
  }

  Promoted promote(FenceProof proof) {
    return new PostgresNodeActivities(
            listed,
            PostgresCluster.secrets(),
            new Markers(),
            new TestTry(1, Duration.ofSeconds(10), System.out::println))
        .promote(
            new PromoteNode(
                PostgresCluster.node("db2"), proof, identifier(), 1, new Token(1, 9, 0)));
  }

  /** The standby is as it was. */
  void assertUnpromoted() throws Exception {
    assertThat(cluster.db2().ask("select pg_is_in_recovery()")).isEqualTo("t");
    assertThat(cluster.db2().ask("show synchronous_standby_names")).isEqualTo("db2");
  }

  /** Returns the cluster's system identifier, as the standby has it. */
  String identifier() {
    try {
      return cluster.db2().ask("select system_identifier from pg_control_system()");
    } catch (java.sql.SQLException e) {
      throw new AssertionError(e);
    }
  }

  private SystemFile file() {
    return listed.file();
  }

  private Database main() {
    return file().databases().get("main");
  }

  private Promoting with(
      Database main, List<FenceMethod> fence, Route route, Map<String, Person> people) {
    Database changed =
        new Database(
            main.kind(),
            main.database(),
            main.admin(),
            main.nodes(),
            fence,
            route,
            main.probe(),
            main.backups());
    return new Promoting(
        cluster,
        new Protected(
            new SystemFile(
                file().system(),
                file().temporal(),
                file().sites(),
                Map.of("main", changed),
                file().services(),
                file().channels(),
                people,
                file().policy())));
  }
}
