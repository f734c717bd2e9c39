package dev.bosai.activities.postgres;

import static dev.bosai.activities.postgres.SwitchDrill.DB1;
import static dev.bosai.activities.postgres.SwitchDrill.DB2;
import static dev.bosai.activities.postgres.SwitchDrill.NOT_READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.LiftFence;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The directories of a synchronous primary are exchanged while its standby is still (f34). */
class SynchronousSwitchIT {
  private static final String NAMES = "synchronous_standby_names";
  private PostgresCluster cluster;
  private RestoredByHand byHand;
  private Opened opened;
  private SwitchDrill drill;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    cluster.db1().run("create table ledger(i int)");
    byHand = new RestoredByHand(cluster, SwitchDrill.RUN);
    byHand.copy();
    cluster.db1().run("insert into ledger values (1)");
    Lsn target = Lsn.parse(cluster.db1().ask("select pg_current_wal_insert_lsn()"));
    cluster.db1().run("delete from ledger");
    opened = byHand.opened(target);
    drill = new SwitchDrill(cluster, opened);
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
    FenceProof.NodeDown proof = drill.fence(DB1);
    drill.fence(DB2);
    Switched switched = drill.switchTo(proof);

    cluster.db1().run("insert into ledger values (2)");
    assertThat(cluster.db1().count("ledger")).isEqualTo(2);
    assertThat(switched.promoted().clearedSynchronousStandbyNames()).isEqualTo("db2");
    // The next attempt finds it cleared already and tells the same.
    assertThat(drill.switchTo(proof).promoted().clearedSynchronousStandbyNames()).isEqualTo("db2");
  }

  @Test
  void anUndoIsNotHeldUpByTheStandbyAndFindsTheSettingInForce() throws Exception {
    cluster.db1().run("alter system set " + NAMES + " = 'db2'");
    requireSynchronous();
    FenceProof.NodeDown proof = drill.fence(DB1);
    drill.fence(DB2);
    Switched switched = drill.switchTo(proof);
    Switched back = drill.undo(switched, NOT_READ, true);

    assertThat(back.promoted().timeline()).isEqualTo(3);
    assertThat(cluster.db1().ask("show " + NAMES)).isEqualTo("db2");
    assertThat(cluster.onHosts().liftFence(new LiftFence(DB2, drill.system(), drill.next())))
        .isTrue();
    Awaiting.that("the standby follows", () -> cluster.db1().feeds("db2"));
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
}
