package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.FollowPrimary;
import dev.bosai.workflows.port.NodeActivities.Following;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Three nodes: the primary dies, one standby takes over, the other one must follow it. */
class FollowIT {
  private PostgresCluster cluster;
  private PostgresServer db3;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
    db3 = cluster.standby("db3");
    cluster.db1().run("create table ledger(i int)");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void theOtherStandbyFollowsTheNewPrimaryOnItsNewTimeline() throws Exception {
    failOver();

    Following following = follow("db3", new Token(1, 3, 1));

    assertThat(following).isEqualTo(new Following("db3", "db2", "pointed", ""));
    cluster.db2().run("insert into ledger values (1)");
    Awaiting.that("the row arrives", () -> db3.count("ledger") == 1);
    assertThat(PostgresCluster.feeds(cluster.db2(), "db3")).isTrue();
    assertThat(db3.ask("select received_tli from pg_stat_wal_receiver")).isEqualTo("2");
    // The next attempt finds it done.
    assertThat(follow("db3", new Token(1, 3, 2))).isEqualTo(following);
  }

  @Test
  void aStaleAttemptPointsNothing() throws Exception {
    failOver();
    follow("db3", new Token(2, 1, 1));
    String pointed = db3.ask("show primary_conninfo");

    assertThatThrownBy(() -> follow("db3", new Token(1, 9, 1)))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo("STALE_TOKEN"));
    assertThat(db3.ask("show primary_conninfo")).isEqualTo(pointed);
  }

  @Test
  void aStandbyIsNotPointedAtAnotherStandby() throws Exception {
    String pointed = db3.ask("show primary_conninfo");

    assertThatThrownBy(() -> follow("db3", new Token(1, 1, 1)))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("db2")
        .hasMessageContaining("HINT:");
    assertThat(db3.ask("show primary_conninfo")).isEqualTo(pointed);
  }

  private Following follow(String node, Token token) {
    return cluster.onHosts().follow(new FollowPrimary(PostgresCluster.node(node), "db2", token));
  }

  private void failOver() throws Exception {
    String sent = cluster.db1().ask("select pg_current_wal_lsn()");
    for (PostgresServer standby : List.of(cluster.db2(), db3)) {
      String received = "select pg_last_wal_replay_lsn() >= '" + sent + "'";
      Awaiting.that(standby.name() + " has it all", () -> standby.ask(received).equals("t"));
    }
    String system = cluster.db1().ask("select system_identifier from pg_control_system()");
    for (long pid : cluster.db1().processes()) {
      cluster.db1().signal("KILL", pid);
    }
    FenceProof proof =
        cluster
            .onHosts()
            .fence(new FenceNode(PostgresCluster.node("db1"), system, new Token(1, 1, 1)));
    cluster
        .onHosts()
        .promote(
            new PromoteNode(PostgresCluster.node("db2"), proof, system, 1, new Token(1, 2, 1)));
  }
}
