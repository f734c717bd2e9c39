package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.DatabaseActivities.Statement;
import dev.bosai.workflows.port.DatabaseActivities.StatementAnswer;
import dev.bosai.workflows.port.DatabaseActivities.VerifyWrite;
import dev.bosai.workflows.port.DatabaseActivities.WriteProof;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A standby of a synchronous primary is promoted over a proof, once. */
class PromoteIT {
  private PostgresCluster cluster;
  private String system;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start("wal_log_hints = on", "synchronous_standby_names = 'db2'");
    cluster.db1().run("create table t(i int)");
    system = cluster.db1().ask("select system_identifier from pg_control_system()");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void promotesTakesAWriteAndSaysWhatItCleared() throws Exception {
    cluster.overTheWire().reach(PostgresCluster.REF);
    FenceProof proof = fence();
    Instant began = Instant.now();
    Promoted promoted = promote(proof, new Token(1, 2, 1));

    System.out.println("promote took " + Duration.between(began, promoted.at()).toMillis() + " ms");
    assertThat(promoted.timeline()).isEqualTo(2);
    assertThat(promoted.clearedSynchronousStandbyNames()).isEqualTo("db2");
    assertThat(promoted.at()).isBefore(began.plusSeconds(3));
    cluster.db2().run("insert into t values (1)");
    assertThat(Files.readString(cluster.db2().data().resolve("pg_wal/00000002.history")))
        .contains(promoted.fork().toString());
  }

  @Test
  void aSecondAttemptFindsItDoneAndReportsTheSame() throws Exception {
    Promoted first = promote(fence(), new Token(1, 2, 1));
    List<String> journal = journal();
    assertThat(promote(proof(), new Token(1, 2, 2))).isEqualTo(first);
    assertThat(journal()).isEqualTo(journal);
  }

  @Test
  void aStalledSessionOnTheStandbyDoesNotHoldItUp() throws Exception {
    try (Connection reader = cluster.db2().connect()) {
      reader.setAutoCommit(false);
      reader.createStatement().execute("select * from t");
      cluster.db1().run("set synchronous_commit = local; drop table t");
      Instant began = Instant.now();
      Promoted promoted = promote(fence(), new Token(1, 2, 1));
      assertThat(Duration.between(began, promoted.at())).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void aProofThatIsNotOfThisClusterIsRefused() {
    assertThatThrownBy(() -> promote(proof("db1", "1"), new Token(1, 2, 1)))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("proof is of cluster \"1\"");
    assertThatThrownBy(() -> promote(proof("db2", system), new Token(1, 2, 1)))
        .hasMessageContaining("the very node to promote");
    assertThatThrownBy(() -> promote(proof("db9", system), new Token(1, 2, 1)))
        .hasMessageContaining("not listed");
  }

  @Test
  void aProofOfANodeThatAnswersIsRefusedAndNothingIsTouched() throws Exception {
    assertThatThrownBy(() -> promote(proof(), new Token(1, 2, 1)))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("\"db1\" answers");
    assertThat(cluster.db2().ask("select pg_is_in_recovery()")).isEqualTo("t");
    assertThat(cluster.db2().ask("show synchronous_standby_names")).isEqualTo("db2");
  }

  @Test
  void anOlderTokenLosesAndAnotherTimelineIsRefused() throws Exception {
    FenceProof proof = fence();
    assertThatThrownBy(
            () ->
                cluster
                    .onHosts()
                    .promote(
                        new PromoteNode(
                            PostgresCluster.node("db2"), proof, system, 3, new Token(1, 2, 1))))
        .hasMessageContaining("on timeline 1");
    assertThatThrownBy(() -> promote(proof, new Token(1, 1, 1)))
        .hasMessageContaining("STALE_TOKEN");
  }

  @Test
  void aClientWritesThroughTheRouteOnTheNewTimeline() throws Exception {
    Promoted promoted = promote(fence(), new Token(1, 2, 1));
    VerifyWrite request = new VerifyWrite(PostgresCluster.REF, system, promoted.timeline());
    WriteProof proof = cluster.overTheWire().verifyWrite(request);
    assertThat(proof.timeline()).isEqualTo(2);
    assertThat(proof.server()).contains(Integer.toString(cluster.db2().port()));
    assertThat(statement("select 6 * 7", "42")).isEqualTo(new StatementAnswer("42", 1));
    assertThatThrownBy(() -> statement("select 6 * 7", "41")).hasMessageContaining("\"42\"");
  }

  @Test
  void reachTellsRolesAndWhatStandsAgainstAStandby() throws Exception {
    List<NodeFacts> nodes = reach();
    assertThat(nodes.get(0).writable()).isTrue();
    assertThat(nodes.get(0).streamingStandbys()).containsExactly("db2");
    assertThat(nodes.get(1).inRecovery()).isTrue();
    assertThat(nodes.get(1).receiving()).isTrue();
    assertThat(nodes.get(1).unfit()).isEmpty();
    assertThat(nodes).extracting(NodeFacts::timeline).containsExactly(1, 1);
    assertThat(nodes).extracting(NodeFacts::systemIdentifier).containsExactly(system, system);

    cluster.db2().run("select pg_wal_replay_pause()");
    assertThat(reach().get(1).unfit()).contains("replay is pause");
  }

  @Test
  void aDeadPrimaryDoesNotMakeItsStandbyUnfitAndASilentNodeIsAnAnswer() throws Exception {
    fence();
    NodeFacts standby = reach().get(1);
    assertThat(standby.receiving()).isFalse();
    assertThat(standby.unfit()).isEmpty();
    assertThat(reach().get(0).answers()).isFalse();

    cluster.db2().signal("STOP", cluster.db2().pid());
    Instant began = Instant.now();
    assertThat(reach().get(1).answers()).isFalse();
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(4));
  }

  private List<NodeFacts> reach() {
    return cluster.overTheWire().reach(PostgresCluster.REF).nodes();
  }

  private StatementAnswer statement(String text, String expect) {
    return cluster.overTheWire().runStatement(new Statement(PostgresCluster.REF, text, expect));
  }

  private FenceProof fence() {
    cluster.onHosts().observe(new Observe(PostgresCluster.node("db1"), null));
    return cluster
        .onHosts()
        .fence(new FenceNode(PostgresCluster.node("db1"), system, new Token(1, 1, 1)));
  }

  private FenceProof proof() {
    return proof("db1", system);
  }

  private static FenceProof proof(String node, String systemIdentifier) {
    return new FenceProof.NodeDown(
        node, systemIdentifier, Instant.now(), new Token(1, 1, 1), 1, List.of(), 1, null);
  }

  private Promoted promote(FenceProof proof, Token token) {
    return cluster
        .onHosts(token.attempt())
        .promote(new PromoteNode(PostgresCluster.node("db2"), proof, system, 1, token));
  }

  private List<String> journal() throws Exception {
    return Files.readAllLines(Path.of(cluster.db2().data() + ".bosai", "journal.jsonl"));
  }
}
