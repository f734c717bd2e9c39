package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who looks from the host knows whether the server takes writes there. */
class ObserveIT {
  private PostgresCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void aPrimaryTakesWritesAndAStandbyDoesNot() {
    assertThat(observe("db1").takesWrites()).isTrue();
    assertThat(observe("db2").takesWrites()).isFalse();
    assertThat(observe("db2").running()).isTrue();
  }

  @Test
  void norDoesOneThatWasStoppedOrKilled() throws Exception {
    PostgresServer db1 = cluster.db1();
    db1.shell().run("pg_ctl", "stop", "-w", "-m", "fast", "-D", db1.data().toString());
    assertThat(observe("db1").takesWrites()).isFalse();

    db1.start();
    assertThat(observe("db1").takesWrites()).isTrue();
    for (long pid : db1.processes()) {
      db1.signal("KILL", pid);
    }
    Awaiting.that("every process ended", () -> !observe("db1").running());
    assertThat(observe("db1").takesWrites()).isFalse();
  }

  @Test
  void oneThatHangsIsNotWaitedForLong() throws Exception {
    cluster.db1().signal("STOP", cluster.db1().pid());
    Instant began = Instant.now();
    HostFacts facts = observe("db1");
    Duration took = Duration.between(began, Instant.now());

    System.out.println("a look at a server that hangs took " + took.toMillis() + " ms");
    assertThat(facts.running()).isTrue();
    assertThat(facts.takesWrites()).isFalse();
    assertThat(took).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aLookAtTheDiskDoesNotWaitForIt() throws Exception {
    Lsn now = Lsn.parse(cluster.db1().ask("select pg_current_wal_lsn()"));
    cluster.db1().signal("STOP", cluster.db1().pid());
    Instant began = Instant.now();
    HostFacts facts = cluster.onHosts().observe(new Observe(PostgresCluster.node("db1"), now));
    assertThat(facts.takesWrites()).isFalse();
    assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aFencedOneDoesNot() throws Exception {
    String system = cluster.db1().ask("select system_identifier from pg_control_system()");
    cluster.onHosts().fence(new FenceNode(PostgresCluster.node("db1"), system, new Token(1, 1, 1)));
    assertThat(observe("db1").takesWrites()).isFalse();
  }

  @Test
  void anotherClusterAtItsPortDoesNotCount() throws Exception {
    PostgresServer db1 = cluster.db1();
    db1.destroy();
    Awaiting.that("every process ended", () -> !observe("db1").running());
    db1.shell().run("initdb", "-N", "-A", "trust", "-U", "bosai", "-D", other().data().toString());
    other().configure(java.util.List.of("port = " + db1.port(), "unix_socket_directories = ''"));
    other().start();
    try {
      assertThat(Files.exists(db1.data().resolve("postmaster.pid"))).isTrue();
      assertThat(observe("db1").takesWrites()).isFalse();
    } finally {
      other().destroy();
    }
  }

  private PostgresServer other() {
    PostgresServer db1 = cluster.db1();
    return new PostgresServer("other", db1.data().resolveSibling("other"), db1.port(), db1.shell());
  }

  private HostFacts observe(String node) {
    return cluster.onHosts().observe(new Observe(PostgresCluster.node(node), null));
  }
}
