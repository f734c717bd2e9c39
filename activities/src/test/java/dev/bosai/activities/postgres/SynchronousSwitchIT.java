package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.LiftFence;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.SwitchActivities.SwitchNode;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.SwitchActivities.UndoSwitch;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The directories of a synchronous primary are exchanged while its standby is still (f34). */
class SynchronousSwitchIT {
  private static final NodeRef DB1 = PostgresCluster.node("db1");
  private static final NodeRef DB2 = PostgresCluster.node("db2");
  private static final String NAMES = "synchronous_standby_names";
  private PostgresCluster cluster;
  private RestoredByHand byHand;
  private String system;
  private Opened opened;
  private int effect;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    cluster.db1().run("create table ledger(i int)");
    byHand = new RestoredByHand(cluster, "r1");
    byHand.copy();
    cluster.db1().run("insert into ledger values (1)");
    Lsn target = Lsn.parse(cluster.db1().ask("select pg_current_wal_insert_lsn()"));
    cluster.db1().run("delete from ledger");
    system = cluster.db1().ask("select system_identifier from pg_control_system()");
    opened = byHand.opened(target);
  }

  @AfterEach
  void stop() throws Exception {
    byHand.stop();
    cluster.close();
  }

  @Test
  void afterTheSwitchClientsAreAcknowledgedAndWhatWasClearedIsTold() throws Exception {
    cluster.db1().configure(List.of(NAMES + " = 'db2'"));
    requireSynchronous();
    FenceProof.NodeDown proof = fence(DB1);
    fence(DB2);
    Switched switched = switchTo(proof);

    cluster.db1().run("insert into ledger values (2)");
    assertThat(cluster.db1().count("ledger")).isEqualTo(2);
    assertThat(switched.promoted().clearedSynchronousStandbyNames()).isEqualTo("db2");
    // The next attempt finds it cleared already and tells the same.
    assertThat(switchTo(proof).promoted().clearedSynchronousStandbyNames()).isEqualTo("db2");
  }

  @Test
  void anUndoIsNotHeldUpByTheStandbyAndFindsTheSettingInForce() throws Exception {
    cluster.db1().run("alter system set " + NAMES + " = 'db2'");
    requireSynchronous();
    FenceProof.NodeDown proof = fence(DB1);
    fence(DB2);
    Switched switched = switchTo(proof);
    Switched back = undo(switched, fence(DB1));

    assertThat(back.promoted().timeline()).isEqualTo(1);
    assertThat(cluster.db1().ask("show " + NAMES)).isEqualTo("db2");
    assertThat(cluster.onHosts().liftFence(new LiftFence(DB2, system, next()))).isTrue();
    Awaiting.that("the standby follows", () -> PostgresCluster.feeds(cluster.db1(), "db2"));
    cluster.db1().run("insert into ledger values (3)");
    assertThat(cluster.db1().count("ledger")).isEqualTo(1);
    assertThat(Files.readString(Path.of(cluster.db1().data() + ".bosai", "journal.jsonl")))
        .as("nobody gives back later what is in force")
        .contains("restored " + NAMES);
  }

  private void requireSynchronous() throws Exception {
    cluster.db1().run("select pg_reload_conf()");
    Awaiting.that(
        "db1 waits for db2",
        () ->
            cluster.db1().count("pg_stat_replication where sync_state = 'sync'") == 1
                && cluster.db1().ask("show " + NAMES).equals("db2"));
  }

  private FenceProof.NodeDown fence(NodeRef node) {
    return cluster.onHosts().fence(new FenceNode(node, system, next()));
  }

  private Switched switchTo(FenceProof.NodeDown proof) {
    return cluster.switches().switchNode(new SwitchNode(opened, proof, next()));
  }

  private Switched undo(Switched switched, FenceProof.NodeDown proof) {
    WrittenSince nobody = new WrittenSince(0, List.of(), List.of(), "");
    return cluster
        .switches()
        .undoSwitch(new UndoSwitch(DB1, switched, proof, 1, nobody, true, next()));
  }

  private Token next() {
    effect++;
    return new Token(1, effect, 1);
  }
}
