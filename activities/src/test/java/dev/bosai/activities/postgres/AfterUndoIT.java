package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.LiftFence;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.SwitchActivities.SwitchNode;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.SwitchActivities.UndoSwitch;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An undone switch leaves its timeline in the archive, and life goes on on the one before. */
class AfterUndoIT {
  private static final NodeRef DB1 = PostgresCluster.node("db1");
  private static final NodeRef DB2 = PostgresCluster.node("db2");
  private PostgresCluster cluster;
  private RestoredByHand byHand;
  private String system;
  private int effect;

  /** Switched, archived as timeline 2, undone; db2 follows db1 on timeline 1 again. */
  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    cluster.db1().run("create table ledger(i int)");
    byHand = new RestoredByHand(cluster, "r1");
    byHand.copy();
    Lsn target = Lsn.parse(cluster.db1().ask("select pg_current_wal_insert_lsn()"));
    cluster.db1().run("insert into ledger values (1)");
    system = cluster.db1().ask("select system_identifier from pg_control_system()");
    Opened opened = byHand.opened(target);
    FenceProof.NodeDown proof = fence(DB1);
    fence(DB2);
    Switched switched = cluster.switches().switchNode(new SwitchNode(opened, proof, next()));
    Awaiting.that(
        "timeline 2 is in the archive",
        () -> Files.exists(cluster.archive().resolve("00000002.history")));
    WrittenSince nobody = new WrittenSince(0, List.of(), List.of(), "");
    cluster
        .switches()
        .undoSwitch(new UndoSwitch(DB1, switched, fence(DB1), 1, nobody, true, next()));
    cluster.onHosts().liftFence(new LiftFence(DB2, system, next()));
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
    FenceProof.NodeDown proof = fence(DB1);
    Promoted promoted = cluster.onHosts().promote(new PromoteNode(DB2, proof, system, 1, next()));

    assertThat(promoted.timeline()).isEqualTo(3);
    cluster.db2().run("insert into ledger values (3)");
    assertThat(cluster.db2().count("ledger")).isEqualTo(3);
    cluster.db2().run("select pg_switch_wal()");
    Awaiting.that(
        "the new timeline is archived",
        () ->
            cluster
                .db2()
                .ask("select last_archived_wal > '00000003' from pg_stat_archiver")
                .equals("t"));
    assertThat(cluster.archive().resolve("00000003.history")).exists();
  }

  private FenceProof.NodeDown fence(NodeRef node) {
    return cluster.onHosts().fence(new FenceNode(node, system, next()));
  }

  private Token next() {
    effect++;
    return new Token(1, effect, 1);
  }
}
