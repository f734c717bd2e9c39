package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities.Following;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeActivities.RejoinNode;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the old WAL was not read to its end, nobody may say that nothing was lost. */
class UnreadWalIT {
  private PostgresCluster cluster;
  private Promoted promoted;

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
  void aReaderThatWasKilledDoesNotLetTheOldDirectoryBeRewound() throws Exception {
    promoted = Failover.of(cluster, true);
    cluster.replace("pg_waldump", "#!/bin/sh\nkill -KILL $$\n");

    Preserved preserved = preserve();
    assertThat(preserved.lost().text())
        .startsWith("it is not known whether anything was committed past")
        .contains("ended with 137");
    assertOldDirectoryIsKept(preserved);
  }

  @Test
  void norDoesOneThatCrashesAfterSomeRecords() throws Exception {
    promoted = Failover.of(cluster, true);
    cluster.replace("pg_waldump", cutOff("head -n 3; exit 1"));

    Preserved preserved = preserve();
    assertThat(preserved.lost().text()).contains("\"pg_waldump\" ended with 1 before the end");
    assertOldDirectoryIsKept(preserved);
  }

  @Test
  void norDoesWalThatIsGone() throws Exception {
    promoted = Failover.of(cluster, true);
    for (Path segment : segments(cluster.db1().data().resolve("pg_wal"))) {
      Files.delete(segment);
    }

    Preserved preserved = preserve();
    assertThat(preserved.lost().text()).contains("is not on the disk");
    assertOldDirectoryIsKept(preserved);
  }

  @Test
  void whatCannotBeReadIsNoBoundOfALoss() throws Exception {
    promoted = Failover.of(cluster, true);
    assertThat(observe().beyond().count()).isEqualTo(5);
    cluster.replace("pg_waldump", cutOff("head -n 3; exit 1"));
    assertThat(observe().beyond()).isNull();
  }

  @Test
  void allSegmentsAreKeptWhenNobodyKnowsTheLast() throws Exception {
    cluster.db1().run("select pg_switch_wal()");
    promoted = Failover.of(cluster, true);
    Path wal = cluster.db1().data().resolve("pg_wal");
    String last = "0000000100000000000000FF";
    cluster.db1().shell().run("/bin/cp", segments(wal).get(0).toString(), wal + "/" + last);
    cluster.replace("pg_waldump", "#!/bin/sh\nkill -KILL $$\n");

    assertThat(Path.of(preserve().directory(), "wal", last)).exists();
  }

  private void assertOldDirectoryIsKept(Preserved preserved) {
    Following following =
        cluster
            .onHosts()
            .rejoin(
                new RejoinNode(PostgresCluster.node("db1"), "db2", preserved, new Token(1, 4, 1)));
    assertThat(following.how()).isEqualTo("copy");
    assertThat(Path.of(following.kept(), "PG_VERSION")).exists();
  }

  private Preserved preserve() {
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

  private HostFacts observe() {
    return cluster.onHosts().observe(new Observe(PostgresCluster.node("db1"), promoted.fork()));
  }

  private String cutOff(String then) {
    return "#!/bin/sh\n%s \"$@\" 2>/dev/null | %s\n"
        .formatted(cluster.db1().shell().bin().resolve("pg_waldump"), then);
  }

  private static List<Path> segments(Path wal) throws Exception {
    try (Stream<Path> files = Files.list(wal)) {
      return files.filter(file -> file.getFileName().toString().matches("[0-9A-F]{24}")).toList();
    }
  }
}
