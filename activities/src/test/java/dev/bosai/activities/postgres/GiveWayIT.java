package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.NodeActivities.Following;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeActivities.RejoinNode;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rejoin waits for a primary that never answers; a new recovery interrupts it. */
class GiveWayIT {
  private PostgresCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
    cluster.db1().run("create table ledger(i int)");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void aCopyEndsAtOnceAndFreesTheNode() throws Exception {
    Preserved preserved = preserve(Failover.of(cluster, true));
    interruptARejoin(preserved, () -> runs("pg_basebackup"), () -> !runs("pg_basebackup"));
    assertThat(rejoin(preserved, 2).how()).isEqualTo("copy");
  }

  @Test
  void soDoesTheCheckpointBeforeARewind() throws Exception {
    Preserved preserved = preserve(Failover.of(cluster, false));
    String waiting = "pg_stat_activity where query = 'checkpoint' and state = 'active'";
    Look checkpointWaits = () -> cluster.db2().count(waiting) == 1;
    // It goes on waiting: the server was asked to cancel nothing.
    interruptARejoin(preserved, checkpointWaits, checkpointWaits);
    assertThat(rejoin(preserved, 2).how()).isEqualTo("rewind");
  }

  /** Without its checkpointer the primary answers, but never ends a checkpoint. */
  private void interruptARejoin(Preserved preserved, Look before, Look after) throws Exception {
    long checkpointer = cluster.db2().checkpointer();
    cluster.db2().signal("STOP", checkpointer);
    FutureTask<Following> rejoin = new FutureTask<>(() -> rejoin(preserved, 1));
    Thread thread = new Thread(rejoin, "rejoin");
    thread.start();
    Awaiting.that("the rejoin waits", before::shows);

    thread.interrupt();
    thread.join(10_000);
    assertThat(rejoin)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withMessageContaining("was interrupted");
    assertThat(after.shows()).as("what is seen of it afterwards").isTrue();
    cluster.db2().signal("CONT", checkpointer);
  }

  /** What is seen from outside. */
  @FunctionalInterface
  private interface Look {
    boolean shows() throws Exception;
  }

  private boolean runs(String program) {
    String directory = "--pgdata=" + cluster.db1().data() + ".rejoining";
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .anyMatch(line -> line.contains(program) && line.contains(directory));
  }

  private Preserved preserve(Promoted promoted) {
    return cluster
        .onHosts()
        .preserve(
            new PreserveNode(
                PostgresCluster.node("db1"),
                promoted,
                1,
                "lab@1",
                Instant.now(),
                new Token(1, 3, 1)));
  }

  private Following rejoin(Preserved preserved, int attempt) {
    return cluster
        .onHosts(attempt)
        .rejoin(
            new RejoinNode(
                PostgresCluster.node("db1"), "db2", preserved, new Token(1, 4, attempt)));
  }
}
