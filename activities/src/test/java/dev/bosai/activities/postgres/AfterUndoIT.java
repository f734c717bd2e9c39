package dev.bosai.activities.postgres;

import static dev.bosai.activities.postgres.SwitchDrill.DB1;
import static dev.bosai.activities.postgres.SwitchDrill.DB2;
import static dev.bosai.activities.postgres.SwitchDrill.NOT_READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.LiftFence;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An undone switch leaves its timeline in the archive, and life goes on beside it. */
class AfterUndoIT {
  private PostgresCluster cluster;
  private RestoredByHand byHand;
  private SwitchDrill drill;

  /** Switched, archived as timeline 2, undone; db2, which reads the archive, follows db1 again. */
  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    cluster.db1().run("create table ledger(i int)");
    readsTheArchive(cluster.db2());
    byHand = new RestoredByHand(cluster, SwitchDrill.RUN);
    byHand.copy();
    Lsn target = Lsn.parse(cluster.db1().ask("select pg_current_wal_insert_lsn()"));
    cluster.db1().run("insert into ledger values (1)");
    Opened opened = byHand.opened(target);
    drill = new SwitchDrill(cluster, opened);
    FenceProof.NodeDown proof = drill.fence(DB1);
    drill.fence(DB2);
    Switched switched = drill.switchTo(proof);
    Awaiting.that(
        "timeline 2 is in the archive",
        () -> Files.exists(cluster.archive().resolve("00000002.history")));
    drill.undo(switched, NOT_READ, true);
    cluster.onHosts().liftFence(new LiftFence(DB2, drill.system(), drill.next()));
    cluster.db1().run("insert into ledger values (2)");
    Awaiting.that("db2 follows", () -> cluster.db2().count("ledger") == 2);
  }

  @AfterEach
  void stop() throws Exception {
    byHand.stop();
    cluster.close();
  }

  @Test
  void theNextPromotionTakesANumberThatTheArchiveDoesNotKnow() throws Exception {
    FenceProof.NodeDown proof = drill.fence(DB1);
    Promoted promoted =
        cluster.onHosts().promote(new PromoteNode(DB2, proof, drill.system(), 3, drill.next()));

    assertThat(promoted.timeline()).isEqualTo(4);
    cluster.db2().run("insert into ledger values (3)");
    assertThat(cluster.db2().count("ledger")).isEqualTo(3);
    cluster.db2().run("select pg_switch_wal()");
    Awaiting.that(
        "the new timeline is archived",
        () ->
            cluster
                .db2()
                .ask("select last_archived_wal > '00000004' from pg_stat_archiver")
                .equals("t"));
    assertThat(cluster.archive().resolve("00000004.history")).exists();
  }

  @Test
  void aStandbyThatReadsTheArchiveStartsAlsoTheNextTime() throws Exception {
    cluster.db2().shell().run("pg_ctl", "restart", "-w", "-D", cluster.db2().data().toString());
    cluster.db1().run("insert into ledger values (3)");
    Awaiting.that("db2 follows", () -> cluster.db2().count("ledger") == 3);
  }

  @Test
  void aGapInTheTimelineThatLivesIsSeenThoughANewerOneIsThere() throws Exception {
    String backup = cluster.backups("db1").take("after the undo", progress -> {}).id();
    String lost = cluster.db1().ask("select pg_walfile_name(pg_current_wal_insert_lsn())");
    for (int i = 3; i < 5; i++) {
      cluster.db1().run("insert into ledger values (" + i + ")");
      cluster.db1().run("select pg_switch_wal()");
    }
    Awaiting.that(
        "it is archived with one that follows",
        () ->
            cluster
                .db1()
                .ask("select last_archived_wal > '" + lost + "' from pg_stat_archiver")
                .equals("t"));
    assertThat(cluster.backupList("db1").gaps()).isEmpty();
    Files.delete(cluster.archive().resolve(lost));

    BackupList list = cluster.backupList("db1");
    assertThat(list.gaps()).extracting(BackupList.Gap::first).containsExactly(lost);
    assertThat(list.windows())
        .filteredOn(window -> window.backup().equals(backup))
        .extracting(BackupList.Window::timeline)
        .containsExactly(3);
  }

  private void readsTheArchive(PostgresServer standby) throws Exception {
    String command = "cp " + cluster.archive() + "/%f %p";
    standby.run("alter system set restore_command = '" + command + "'");
    standby.run("select pg_reload_conf()");
  }
}
