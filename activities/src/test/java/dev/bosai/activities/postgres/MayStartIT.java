package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.start.NodeStatus;
import dev.bosai.activities.postgres.start.Reason;
import dev.bosai.activities.postgres.start.StartAnswer;
import dev.bosai.activities.postgres.start.StartGate;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A supervisor asks before it starts a server, and only the right one may come up. */
class MayStartIT {
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
  void afterAPromotionTheOldPrimaryStaysDownAndTheOthersMayStart() throws Exception {
    Failover.of(cluster, false);
    assertThat(ask("db1").reason()).isEqualTo(Reason.FENCED);

    putTheControlFileBack();
    StartAnswer old = ask("db1");
    assertThat(old.reason()).isEqualTo(Reason.NEWER_TIMELINE);
    assertThat(old.sentence())
        .contains("node \"db2\" takes writes on timeline 2", "\"db1\" is on timeline 1")
        .endsWith("nothing was started");
    assertThat(ask("db2").allowed()).isTrue();

    kill("db2");
    StartAnswer promoted = ask("db2");
    assertThat(promoted.reason()).isEqualTo(Reason.ALONE);
    assertThat(promoted.sentence()).contains("timeline 2");
    assertThat(ask("db1").reason())
        .as("the new primary is silent; the journal still knows of the fence")
        .isEqualTo(Reason.FENCE_TAKEN_BACK);
  }

  @Test
  void aPromotionByHandIsSeenAsWell() throws Exception {
    cluster.db1().run("checkpoint");
    kill("db1");
    cluster.db2().run("select pg_promote()");
    cluster.db2().run("checkpoint");
    assertThat(ask("db1").reason()).isEqualTo(Reason.NEWER_TIMELINE);

    Files.createFile(cluster.db1().data().resolve("standby.signal"));
    assertThat(ask("db1").reason()).as("as a standby").isEqualTo(Reason.STANDBY);
  }

  @Test
  void aStandbyMayStartWhateverTheOthersSay() throws Exception {
    kill("db2");
    StartAnswer answer = ask("db2");
    assertThat(answer.reason()).isEqualTo(Reason.STANDBY);
    assertThat(answer.notAsked()).isEmpty();
  }

  @Test
  void aPrimaryWhoseStandbyAnswersMayStartWithoutAWarning() throws Exception {
    kill("db1");
    StartAnswer answer = gate().ask(PostgresCluster.node("db1"), true);
    assertThat(answer.reason()).isEqualTo(Reason.NEWEST);
    assertThat(answer.warnings()).isEmpty();
  }

  @Test
  void aLonePrimaryMayStartAfterAPowerCutAndSaysWhatItCouldNotAsk() throws Exception {
    kill("db1");
    kill("db2");
    Set<String> before = beside();

    StartAnswer answer = ask("db1");
    assertThat(answer.reason()).isEqualTo(Reason.ALONE);
    assertThat(answer.notAsked()).singleElement().asString().startsWith("node \"db2\": ");
    assertThat(answer.hint()).isNotEmpty();

    StartAnswer strict = gate().ask(PostgresCluster.node("db1"), true);
    assertThat(strict.reason()).isEqualTo(Reason.NOT_ASKED);
    assertThat(strict.sentence()).contains("node \"db2\": ").endsWith("nothing was started");
    assertThat(beside()).as("asking changes nothing and leaves nothing behind").isEqualTo(before);

    // A killed server that nobody has reaped yet still seems to hold the lock file of its socket.
    Awaiting.that(
        "db1 starts",
        () -> {
          cluster.db1().start();
          return true;
        });
    assertThat(cluster.db1().ask("select pg_is_in_recovery()")).isEqualTo("f");
  }

  @Test
  void theStatusOfAFencedNodeTellsWhatWasDoneToIt() throws Exception {
    Failover.of(cluster, false);
    NodeStatus status = gate().status(PostgresCluster.node("db1"));

    assertThat(status.start().reason()).isEqualTo(Reason.FENCED);
    assertThat(status.seen().running()).isFalse();
    assertThat(status.seen().state()).isEqualTo("in production");
    assertThat(status.seen().directory().token()).isEqualTo(new Token(1, 1, 1));
    assertThat(status.seen().journal())
        .extracting(entry -> entry.did())
        .containsExactly("blocked the start", "killed the server");
    NodeStatus promoted = gate().status(PostgresCluster.node("db2"));
    assertThat(promoted.seen().running()).isTrue();
    assertThat(promoted.seen().directory().promoted()).isEqualTo(new Token(1, 2, 1));
    assertThat(promoted.seen().directory().ancestors()).containsExactly(1);
  }

  private StartAnswer ask(String node) throws Exception {
    return gate().ask(PostgresCluster.node(node), false);
  }

  private StartGate gate() {
    return new StartGate(cluster.listed(), PostgresCluster.secrets(), this::leadsHere);
  }

  private RouteFacts leadsHere(Object database) {
    return new RouteFacts("libpq", "", Token.NONE, "clients of " + database + " choose a node");
  }

  private void kill(String name) throws Exception {
    PostgresServer server = name.equals("db1") ? cluster.db1() : cluster.db2();
    server.destroy();
    Awaiting.that(
        name + " is down", () -> !gate().status(PostgresCluster.node(name)).seen().running());
  }

  private void putTheControlFileBack() throws IOException {
    Path global = cluster.db1().data().resolve("global");
    Files.move(global.resolve("pg_control.fenced"), global.resolve("pg_control"));
  }

  /** Everything in and beside the directories, with its time of change. */
  private Set<String> beside() throws IOException {
    try (Stream<Path> all = Files.walk(cluster.home())) {
      return all.map(MayStartIT::changed).collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String changed(Path path) {
    try {
      return List.of(path, Files.getLastModifiedTime(path)).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
