package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.NodeActivities.Following;
import dev.bosai.workflows.port.NodeActivities.Observe;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeActivities.RejoinNode;
import dev.bosai.workflows.port.NodeActivities.SecureNode;
import dev.bosai.workflows.port.NodeActivities.Secured;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The old primary's last writes are kept before it comes back as a standby. */
class RejoinIT {
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
  void everyLostCommitIsListedWithItsTables() throws Exception {
    failOver(true);
    Preserved preserved = preserve();

    assertThat(preserved.lost().ids()).isEqualTo(committedPastTheFork());
    assertThat(preserved.lost().count()).isEqualTo(5);
    assertThat(preserved.lost().text()).startsWith("5 transactions were committed past");
    assertThat(preserved.lost().lossMs()).isPositive();
    List<String> lines = Files.readAllLines(Path.of(preserved.lost().idsFile()));
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).contains("\"tables\":[\"public.ledger\"]");
    assertThat(lines.get(3)).contains("public.ledger");
    assertThat(lines.get(4)).contains("pg_catalog.pg_class").contains("rel 1663/");
    HostFacts facts =
        cluster.onHosts().observe(new Observe(PostgresCluster.node("db1"), promoted.fork()));
    assertThat(facts.beyond().ids()).isEqualTo(preserved.lost().ids());
    assertThat(preserve()).isEqualTo(preserved);
    assertThat(Path.of(preserved.directory(), "manifest.json")).exists();
  }

  @Test
  void aNodeThatLostWritesIsCopiedAnewAndItsOldDirectoryStaysReadable() throws Exception {
    failOver(true);
    Preserved preserved = preserve();
    Following following = rejoin(preserved, new Token(1, 4, 1));

    assertThat(following.how()).isEqualTo("copy");
    assertThat(cluster.db1().ask("select pg_is_in_recovery()")).isEqualTo("t");
    assertThat(cluster.db1().count("ledger")).isEqualTo(cluster.db2().count("ledger"));
    assertThat(rowsIn(Path.of(following.kept()))).isEqualTo("6");
    assertThat(rejoin(preserved, new Token(1, 4, 2))).isEqualTo(following);
  }

  @Test
  void aNodeThatLostNothingIsRewound() throws Exception {
    failOver(false);
    Preserved preserved = preserve();
    assertThat(preserved.lost().count()).isZero();
    cluster.db2().run("insert into ledger values (7)");
    Following following = rejoin(preserved, new Token(1, 4, 1));

    assertThat(following.how()).as(() -> journal()).isEqualTo("rewind");
    assertThat(following.kept()).isEmpty();
    Awaiting.that("the row arrives", () -> cluster.db1().count("ledger") == 2);
    assertThat(cluster.db1().ask("show port")).isEqualTo(Integer.toString(cluster.db1().port()));
  }

  @Test
  void aRewindThatWasCutOffIsFollowedByACopy() throws Exception {
    failOver(false);
    Preserved preserved = preserve();
    cutOff("REWINDING", "rewind");
    Files.move(cluster.db1().data(), Path.of(cluster.db1().data() + ".rejoining"));
    assertThat(rejoin(preserved, new Token(1, 4, 2)).how()).isEqualTo("copy");
    assertThat(cluster.db1().ask("show port")).isEqualTo(Integer.toString(cluster.db1().port()));
  }

  @Test
  void aProgramThatAKilledWorkerLeftBehindIsEndedBeforeTheCopyBegins() throws Exception {
    failOver(false);
    Preserved preserved = preserve();
    cutOff("COPYING", "copy");
    Process leftover =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "while :; do sleep 1; done",
                "--pgdata=" + cluster.db1().data() + ".rejoining")
            .start();
    assertThat(rejoin(preserved, new Token(1, 4, 2)).how()).isEqualTo("copy");
    assertThat(leftover.waitFor()).isEqualTo(137);
  }

  @Test
  void aNodeWithoutKeptWritesOrWithoutAFenceIsNotTouched() throws Exception {
    failOver(false);
    Preserved preserved = preserve();
    Preserved invented =
        new Preserved(
            "db1",
            preserved.directory() + "-not",
            preserved.fork(),
            preserved.timeline(),
            preserved.lost());
    assertThatThrownBy(() -> rejoin(invented, new Token(1, 4, 1)))
        .hasMessageContaining("has no kept writes");
    Path global = cluster.db1().data().resolve("global");
    Files.move(global.resolve("pg_control.fenced"), global.resolve("pg_control"));
    assertThatThrownBy(() -> rejoin(preserved, new Token(1, 4, 1)))
        .hasMessageContaining("is not fenced");
  }

  @Test
  void durabilityComesBackOnceTheStandbyStreams() throws Exception {
    failOver(false);
    rejoin(preserve(), new Token(1, 4, 1));
    Secured secured =
        cluster
            .onHosts()
            .secure(
                new SecureNode(
                    PostgresCluster.node("db2"),
                    "db1",
                    promoted.fork(),
                    "FIRST 1 (db2)",
                    new Token(1, 5, 1)));
    assertThat(secured.synchronousStandbyNames()).isEqualTo("FIRST 1 (\"db1\")");
    assertThat(secured.replayed()).isGreaterThanOrEqualTo(promoted.fork());
    cluster.db2().run("insert into ledger values (8)");
    assertThat(cluster.db2().ask("select sync_state from pg_stat_replication")).isEqualTo("sync");
  }

  private void failOver(boolean losing) throws Exception {
    promoted = Failover.of(cluster, losing);
  }

  /** The checker shares no code with what it checks. */
  private List<String> committedPastTheFork() throws Exception {
    Path copy = cluster.db1().data().resolveSibling("wal.txt");
    String command =
        "%s -p %s/pg_wal -t 1 -s %s -r Transaction 2>/dev/null > %s; true"
            .formatted(
                cluster.db1().shell().bin().resolve("pg_waldump"),
                cluster.db1().data(),
                promoted.fork(),
                copy);
    cluster.db1().shell().run("/bin/sh", "-c", command);
    Pattern commit = Pattern.compile("tx: +(\\d+),.*desc: COMMIT(?:_PREPARED (\\d+):)? ");
    return Files.readAllLines(copy).stream()
        .map(commit::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(2) == null ? found.group(1) : found.group(2))
        .toList();
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

  private Following rejoin(Preserved preserved, Token token) {
    return cluster
        .onHosts(token.attempt())
        .rejoin(new RejoinNode(PostgresCluster.node("db1"), "db2", preserved, token));
  }

  private String journal() {
    try {
      return Files.readString(Path.of(cluster.db1().data() + ".bosai", "journal.jsonl"));
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }

  private String rowsIn(Path kept) throws Exception {
    Path copy = kept.resolveSibling("reader");
    cluster.db1().shell().run("/bin/cp", "-a", kept.toString(), copy.toString());
    Path global = copy.resolve("global");
    Files.move(global.resolve("pg_control.fenced"), global.resolve("pg_control"));
    Files.deleteIfExists(copy.resolve("postmaster.pid"));
    int port = cluster.db2().port() + 500;
    PostgresServer reader = new PostgresServer("reader", copy, port, cluster.db1().shell());
    reader.configure(List.of("port = " + port));
    reader.start();
    try {
      return reader.ask("select count(*) from ledger");
    } finally {
      reader.destroy();
    }
  }

  private void cutOff(String phase, String how) throws Exception {
    Path marker = Path.of(cluster.db1().data() + ".bosai");
    Path own = Files.createDirectories(marker.resolve("own"));
    for (String file : List.of("postgresql.conf", "postgresql.auto.conf", "PG_VERSION")) {
      Files.copy(cluster.db1().data().resolve(file), own.resolve(file));
    }
    String conninfo =
        "host=127.0.0.1 user=bosai application_name=db1 port=%d passfile=%s"
            .formatted(cluster.db2().port(), cluster.db1().data().resolveSibling("pgpass"));
    Files.writeString(
        marker.resolve("rejoin.json"),
        "{\"run\":\"lab_1\",\"how\":\"%s\",\"phase\":\"%s\",\"conninfo\":\"%s\"}"
            .formatted(how, phase, conninfo));
    for (Path file : List.of(own, marker.resolve("rejoin.json"))) {
      cluster.db1().shell().give(file);
    }
  }
}
