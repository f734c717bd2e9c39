package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.FenceProof.NodeDown;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever state a primary is in, after the fence nothing is acknowledged there any more. */
class FenceIT {
  private PostgresCluster cluster;
  private String system;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
    cluster.db1().run("create table t(i int)");
    system = cluster.db1().ask("select system_identifier from pg_control_system()");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void fencesAHealthyPrimaryQuicklyAndProvesIt() throws Exception {
    cluster.onHosts().observe(new Observe(PostgresCluster.node("db1"), null));
    long began = System.nanoTime();
    NodeDown proof = (NodeDown) fence(new Token(1, 1, 1));
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    System.out.println("fence took " + took.toMillis() + " ms: " + proof.shown());
    assertThat(proof.killed()).isGreaterThanOrEqualTo(5);
    assertThat(proof.timeline()).isEqualTo(1);
    assertThat(proof.shown()).anyMatch(text -> text.endsWith("has 0 processes attached"));
    assertThat(proof.shown()).anyMatch(text -> text.endsWith("refuses connections"));
    assertThat(took).isLessThan(Duration.ofSeconds(1));
    assertThatThrownBy(() -> cluster.db1().start()).hasMessageContaining("could not");
  }

  @Test
  void anOrphanSessionOfADeadPostmasterAcknowledgesNothingAfterwards() throws Exception {
    try (Connection orphan = cluster.db1().connect()) {
      cluster.db1().signal("KILL", cluster.db1().pid());
      fence(new Token(1, 1, 1));
      assertNothingIsTaken(orphan);
    }
  }

  @Test
  void aStoppedPostmasterIsNoObstacle() throws Exception {
    try (Connection session = cluster.db1().connect()) {
      cluster.db1().signal("STOP", cluster.db1().pid());
      fence(new Token(1, 1, 1));
      assertNothingIsTaken(session);
    }
  }

  @Test
  void norIsAClusterStoppedAsAWhole() throws Exception {
    try (Connection session = cluster.db1().connect()) {
      for (long pid : cluster.db1().processes()) {
        cluster.db1().signal("STOP", pid);
      }
      fence(new Token(1, 1, 1));
      assertNothingIsTaken(session);
    }
  }

  @Test
  void aServerThatDiedWithoutItsSharedMemoryIsProvenGone() throws Exception {
    observe();
    String segment = Files.readAllLines(cluster.db1().data().resolve("postmaster.pid")).get(6);
    for (long pid : cluster.db1().processes()) {
      cluster.db1().signal("KILL", pid);
    }
    Awaiting.that("every process ended", () -> !observe().running());
    cluster.db1().shell().run("/usr/bin/ipcrm", "-m", segment.strip().replaceAll(".*\\s", ""));

    NodeDown proof = (NodeDown) fence(new Token(1, 1, 1));
    assertThat(proof.killed()).isZero();
    assertThat(proof.shown()).anyMatch(text -> text.contains("is gone: the server was seen"));
  }

  @Test
  void aSupervisorCannotBringItBack() throws Exception {
    Path data = cluster.db1().data();
    String loop =
        "while :; do %s start -w -D %s -l %s.super >/dev/null 2>&1; sleep 0.1; done"
            .formatted(cluster.db1().shell().bin().resolve("pg_ctl"), data, data);
    Process supervisor =
        new ProcessBuilder(cluster.db1().shell().command("/bin/sh", "-c", loop))
            .directory(Path.of("/").toFile())
            .start();
    try {
      NodeDown proof = (NodeDown) fence(new Token(1, 1, 1));
      assertThat(proof.killed()).isPositive();
      Path log = Path.of(data + ".super");
      Awaiting.that("the supervisor has tried twice", () -> Files.readAllLines(log).size() > 4);
      assertThat(observe().running()).isFalse();
      assertThat(Files.readString(log)).contains("could not find the database system");
      assertThatThrownBy(() -> cluster.db1().connect()).isInstanceOf(SQLException.class);
    } finally {
      supervisor.destroy();
    }
  }

  @Test
  void fencingAgainProvesAgainAndDoesNothing() throws Exception {
    fence(new Token(1, 1, 1));
    List<String> before = journal();
    NodeDown again = (NodeDown) fence(new Token(1, 1, 2));
    assertThat(again.killed()).isZero();
    assertThat(again.shown()).hasSize(4);
    assertThat(journal()).isEqualTo(before).hasSize(2);
  }

  @Test
  void aStaleTokenLosesAtTheTarget() {
    fence(new Token(2, 7, 1));
    assertThatThrownBy(() -> fence(new Token(2, 6, 1)))
        .hasMessageContaining("2.6.1")
        .hasMessageContaining("2.7.1")
        .hasMessageContaining("STALE_TOKEN");
  }

  @Test
  void anotherClustersNodeIsNotTouched() throws Exception {
    assertThatThrownBy(
            () ->
                cluster
                    .onHosts()
                    .fence(new FenceNode(PostgresCluster.node("db1"), "1", new Token(1, 1, 1))))
        .hasMessageContaining("WRONG_IDENTITY")
        .hasMessageContaining(system);
    assertThat(cluster.db1().count("t")).isZero();
  }

  @Test
  void aFencedNodeStillTellsWhoItIs() {
    fence(new Token(1, 1, 1));
    HostFacts facts = observe();
    assertThat(facts.fenced()).isTrue();
    assertThat(facts.running()).isFalse();
    assertThat(facts.systemIdentifier()).isEqualTo(system);
    assertThat(facts.timeline()).isEqualTo(1);
    assertThat(facts.token()).isEqualTo(new Token(1, 1, 1));
  }

  private FenceProof fence(Token token) {
    return cluster
        .onHosts(token.attempt())
        .fence(new FenceNode(PostgresCluster.node("db1"), system, token));
  }

  private HostFacts observe() {
    return cluster.onHosts().observe(new Observe(PostgresCluster.node("db1"), null));
  }

  private List<String> journal() throws Exception {
    return Files.readAllLines(Path.of(cluster.db1().data() + ".bosai", "journal.jsonl"));
  }

  private static void assertNothingIsTaken(Connection session) {
    assertThatThrownBy(
            () -> {
              try (Statement statement = session.createStatement()) {
                statement.execute("insert into t values (1)");
              }
            })
        .isInstanceOf(SQLException.class);
  }
}
