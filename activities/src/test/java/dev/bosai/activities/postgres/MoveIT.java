package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.MoveActivities.AwaitReplayed;
import dev.bosai.workflows.port.MoveActivities.DemoteNode;
import dev.bosai.workflows.port.MoveActivities.PrepareMove;
import dev.bosai.workflows.port.MoveActivities.Prepared;
import dev.bosai.workflows.port.MoveActivities.ServeAgain;
import dev.bosai.workflows.port.NodeActivities.Following;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.NodeActivities.RejoinNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.SwitchActivities.HoldWrites;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A healthy primary is stopped in order, and its standby takes over with all of its log. */
class MoveIT {
  private static final NodeRef DB1 = PostgresCluster.node("db1");
  private static final NodeRef DB2 = PostgresCluster.node("db2");
  private PostgresCluster cluster;
  private String system;

  @BeforeEach
  void start() throws Exception {
    // Without hints or checksums nothing can be rewound, so only "in place" needs no copy.
    cluster = PostgresCluster.start("wal_log_hints = off");
    cluster.db1().run("create table t(i int)");
    system = cluster.db1().ask("select system_identifier from pg_control_system()");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void theStandbyTakesOverWithAllOfTheLogAndTheOldPrimaryFollowsAsItStands() throws Exception {
    cluster.db1().run("insert into t select generate_series(1, 1000)");
    cluster.db1().run("select pg_create_physical_replication_slot('left', true)");
    Lsn written = drain();
    FenceProof.NodeDown down = demote(new Token(1, 2, 1));
    Promoted promoted = promote(down);

    assertThat(down.checkpoint()).isGreaterThanOrEqualTo(written);
    assertThat(down.killed()).isZero();
    assertThat(promoted.fork()).isGreaterThan(down.checkpoint());
    assertThat(cluster.db2().count("t")).isEqualTo(1000);
    cluster.db2().run("insert into t values (1001)");
    Preserved preserved = preserve(promoted);
    assertThat(preserved.lost().count()).isZero();
    Following following = rejoin(preserved);
    assertThat(following.how()).isEqualTo("in place");
    assertThat(following.kept()).isEmpty();
    assertThat(cluster.db1().count("t")).isEqualTo(1001);
    assertThat(rejoin(preserved)).isEqualTo(following);
    assertThat(cluster.db1().ask("select count(*) from pg_replication_slots")).isEqualTo("0");
    assertThat(cluster.db1().ask("show default_transaction_read_only")).isEqualTo("off");
  }

  @Test
  void aDemotionIsProvenAgainWhereverAnEarlierTryOfItEnded() throws Exception {
    drain();
    FenceProof.NodeDown first = demote(new Token(1, 2, 1));

    FenceProof.NodeDown again = demote(new Token(1, 2, 2));

    assertThat(again.checkpoint()).isEqualTo(first.checkpoint());
    unblock();
    FenceProof.NodeDown stoppedBefore = demote(new Token(1, 2, 3));
    assertThat(stoppedBefore.checkpoint()).isEqualTo(first.checkpoint());
    assertThat(promote(stoppedBefore).fork()).isGreaterThan(first.checkpoint());
  }

  @Test
  void aPrimaryThatTakesWritesOrHasNoStandbyIsNotStopped() throws Exception {
    assertThatThrownBy(() -> demote(new Token(1, 1, 1)))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("takes writes again; nothing was stopped");
    hold();
    cluster.db2().killAll();
    assertThatThrownBy(() -> demote(new Token(1, 2, 1)))
        .hasMessageContaining("has no standby that streams; nothing was stopped");
    assertThatThrownBy(this::prepare).hasMessageContaining("no standby \"db2\" streams");

    cluster.moves().serveAgain(new ServeAgain(DB1, system, new Token(1, 3, 1)));

    cluster.db1().run("insert into t values (1)");
  }

  @Test
  void aPrimaryThatWasStoppedAndNotYetFencedServesAgainWithItsWritesFreed() throws Exception {
    drain();
    demote(new Token(1, 2, 1));
    assertThatThrownBy(() -> serveAgain(new Token(1, 3, 1)))
        .hasMessageContaining("is fenced, and stays so");
    unblock();

    serveAgain(new Token(1, 4, 1));

    cluster.db1().run("insert into t values (1)");
    assertThatThrownBy(() -> demote(new Token(1, 2, 1))).hasMessageContaining("STALE_TOKEN");
  }

  @Test
  void aPrimaryThatCrashedIsNoDemotionAndServesAgain() throws Exception {
    drain();
    cluster.db1().killAll();

    assertThatThrownBy(() -> demote(new Token(1, 2, 1)))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("was not stopped in order");

    serveAgain(new Token(1, 3, 1));
    cluster.db1().run("insert into t values (1)");
  }

  @Test
  void aStandbyThatDoesNotHaveTheEndOfTheLogIsNotPromoted() throws Exception {
    drain();
    FenceProof.NodeDown down = demote(new Token(1, 2, 1));
    FenceProof.NodeDown further =
        new FenceProof.NodeDown(
            down.node(),
            down.systemIdentifier(),
            down.at(),
            down.token(),
            0,
            List.of(),
            down.timeline(),
            new Lsn(down.checkpoint().bytes() + 4096));

    assertThatThrownBy(() -> promote(further))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("a planned move loses nothing; nothing was promoted");

    assertThat(cluster.db2().ask("select pg_is_in_recovery()")).isEqualTo("t");
    promote(down);
    assertThatThrownBy(() -> promote(further)).hasMessageContaining("it is a primary");
  }

  @Test
  void aStandbyThatIsPausedIsNotAwaitedForLong() throws Exception {
    cluster.db2().run("select pg_wal_replay_pause()");
    cluster.db1().run("insert into t values (1)");
    Lsn written = hold();

    assertThatThrownBy(() -> awaitReplayed(written))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("has not replayed the primary's log up to " + written);
  }

  private Lsn drain() {
    Prepared ready = prepare();
    assertThat(ready.behind()).isLessThan(1 << 20);
    Lsn written = hold();
    assertThat(awaitReplayed(written)).isGreaterThanOrEqualTo(written);
    return written;
  }

  private Prepared prepare() {
    return cluster.moves().prepareMove(new PrepareMove(DB1, "db2", system));
  }

  private Lsn hold() {
    return cluster.switches().holdWrites(new HoldWrites(DB1, true, system, new Token(1, 1, 1)));
  }

  private Lsn awaitReplayed(Lsn position) {
    return cluster.moves().awaitReplayed(new AwaitReplayed(DB2, position));
  }

  private FenceProof.NodeDown demote(Token token) {
    return cluster.moves().demote(new DemoteNode(DB1, "db2", system, token));
  }

  private Lsn serveAgain(Token token) {
    return cluster.moves().serveAgain(new ServeAgain(DB1, system, token));
  }

  private Promoted promote(FenceProof proof) {
    return cluster.onHosts().promote(new PromoteNode(DB2, proof, system, 1, new Token(1, 3, 1)));
  }

  private Preserved preserve(Promoted promoted) {
    return cluster
        .onHosts()
        .preserve(new PreserveNode(DB1, promoted, 1, "r1", null, new Token(1, 5, 1)));
  }

  private Following rejoin(Preserved preserved) {
    return cluster.onHosts().rejoin(new RejoinNode(DB1, "db2", preserved, new Token(1, 6, 1)));
  }

  /** As the directory was between the stop and the fence. */
  private void unblock() throws Exception {
    var control = cluster.db1().data().resolve("global").resolve("pg_control");
    Files.move(control.resolveSibling("pg_control.fenced"), control);
  }
}
