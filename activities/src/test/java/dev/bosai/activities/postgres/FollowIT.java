package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.FollowPrimary;
import dev.bosai.workflows.port.NodeActivities.Following;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.Promoted;
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
  private String system;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
    db3 = cluster.standby("db3");
    system = cluster.db1().ask("select system_identifier from pg_control_system()");
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
    assertThat(cluster.db2().feeds("db3")).isTrue();
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

  @Test
  void aProofOfAnEarlierPrimaryDoesNotPromotePastOneThatHangs() throws Exception {
    FenceProof ofDb1 = failOver();
    follow("db3", new Token(1, 3, 1));
    for (long pid : cluster.db2().processes()) {
      cluster.db2().signal("STOP", pid);
    }

    assertThatThrownBy(() -> promote("db3", ofDb1, 2, new Token(2, 2, 1)))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("node \"db1\" on timeline 1; the standby is on timeline 2");
    assertThatThrownBy(() -> promote("db3", timeless(ofDb1), 2, new Token(2, 2, 1)))
        .hasMessageContaining("node \"db1\" on an unknown timeline");
    assertThat(db3.ask("select pg_is_in_recovery()")).isEqualTo("t");

    assertThat(promote("db3", fence("db2", new Token(2, 1, 1)), 2, new Token(2, 3, 1)).timeline())
        .isEqualTo(3);
  }

  @Test
  void aPrimaryThatDiesRightAfterItsPromotionIsFencedOnItsNewTimeline() throws Exception {
    cluster.db2().signal("STOP", cluster.db2().checkpointer());
    failOver();
    assertThat(cluster.db2().ask("select timeline_id from pg_control_checkpoint()")).isEqualTo("1");

    assertThat(fence("db2", new Token(2, 1, 1)).timeline()).isEqualTo(2);
  }

  @Test
  void aProofThatTellsNoTimelineIsBelievedOnTheFirst() throws Exception {
    FenceProof proof = timeless(fence("db1", new Token(1, 1, 1)));
    assertThat(promote("db2", proof, 1, new Token(1, 2, 1)).timeline()).isEqualTo(2);
  }

  private Following follow(String node, Token token) {
    return cluster.onHosts().follow(new FollowPrimary(PostgresCluster.node(node), "db2", token));
  }

  private FenceProof failOver() throws Exception {
    String sent = cluster.db1().ask("select pg_current_wal_lsn()");
    for (PostgresServer standby : List.of(cluster.db2(), db3)) {
      String received = "select pg_last_wal_replay_lsn() >= '" + sent + "'";
      Awaiting.that(standby.name() + " has it all", () -> standby.ask(received).equals("t"));
    }
    for (long pid : cluster.db1().processes()) {
      cluster.db1().signal("KILL", pid);
    }
    FenceProof proof = fence("db1", new Token(1, 1, 1));
    promote("db2", proof, 1, new Token(1, 2, 1));
    return proof;
  }

  private FenceProof fence(String node, Token token) {
    return cluster.onHosts().fence(new FenceNode(PostgresCluster.node(node), system, token));
  }

  private Promoted promote(String node, FenceProof proof, int timeline, Token token) {
    return cluster
        .onHosts()
        .promote(new PromoteNode(PostgresCluster.node(node), proof, system, timeline, token));
  }

  /** Returns a proof as older versions made them. */
  private static FenceProof timeless(FenceProof proof) {
    return new FenceProof.NodeDown(
        proof.node(),
        proof.systemIdentifier(),
        proof.at(),
        new Token(1, 1, 1),
        1,
        List.of(),
        0,
        null);
  }
}
