package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.RestoreActivities.OpenRestored;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.RestoreActivities.PreviewRestored;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.port.RestoreActivities.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers and servers die at every point of a restore; the next attempt ends where one would. */
class RestoreRetryIT {
  private static final String ROWS =
      "select md5(string_agg(o::text, ';' order by id)) from orders o";
  private PostgresCluster cluster;
  private PostgresServer db1;
  private Archery archery;
  private RestoreDrill drill;
  private String before;
  private String target;
  private Aim aim;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    drill = new RestoreDrill(cluster);
    db1 = cluster.db1();
    archery = new Archery(cluster, "db1");
    db1.run("create table orders(id int primary key, item text)");
    db1.run("insert into orders select g, 'item ' || g from generate_series(1, 5000) g");
    archery.backUp("one");
    for (int i = 0; i < 3; i++) {
      db1.run("insert into orders select max(id) + 1 from orders");
      db1.run("select pg_switch_wal()");
    }
    before = db1.ask(ROWS);
    target = "lsn:" + db1.ask("select pg_current_wal_insert_lsn()");
    db1.run("drop table orders");
    db1.run("create table later(i int)");
    aim = archery.aim(target);
  }

  @AfterEach
  void stop() throws Exception {
    drill.close();
  }

  @Test
  void aWorkerThatDiesInTheCopyAndOneThatDiesAfterIt() throws Exception {
    assertThatThrownBy(() -> drill.restore(aim, dyingAt(" of \\d+ MB.*")))
        .isInstanceOf(RestoreDrill.Died.class);
    assertThat(phase()).isEqualTo("COPYING");
    assertThat(drill.directory().resolve("global/pg_control")).doesNotExist();
    Files.writeString(drill.directory().resolve("base/1/half"), "of an earlier attempt");

    Restored restored = drill.restore(aim);

    assertRestored(restored);
    assertThat(drill.directory().resolve("base/1/half")).doesNotExist();
  }

  @Test
  void aWorkerThatDiesInTheReplayLeavesItsServerToTheNext() throws Exception {
    assertThatThrownBy(() -> drill.restore(aim, dyingAt("(replayed|the server).*")))
        .isInstanceOf(RestoreDrill.Died.class);
    assertThat(phase()).isEqualTo("REPLAYING");
    long server = drill.server().pid();
    Object copy = Files.getAttribute(drill.directory().resolve("PG_VERSION"), "unix:ino");

    Restored restored = drill.restore(aim);

    assertRestored(restored);
    assertThat(drill.server().pid()).isEqualTo(server);
    assertThat(Files.getAttribute(drill.directory().resolve("PG_VERSION"), "unix:ino"))
        .isEqualTo(copy);
  }

  @Test
  void aServerThatDiesInTheReplayOrAtItsTargetIsStartedAgain() throws Exception {
    assertThatThrownBy(() -> drill.restore(aim, dyingAt("(replayed|the server).*")))
        .isInstanceOf(RestoreDrill.Died.class);
    drill.crash();
    Restored restored = drill.restore(aim);
    assertRestored(restored);

    drill.crash();
    assertThat(drill.restore(aim)).isEqualTo(restored);
    assertRestored(restored);

    drill.crash();
    assertThat(
            drill
                .attempt()
                .previewRestored(new PreviewRestored(restored, PostgresCluster.REF))
                .rows())
        .anyMatch(rows -> rows.table().equals("public.orders") && rows.rows() == 5003);
  }

  @Test
  void whatOutlivedItsPostmasterIsEndedAndNotWaitedFor() throws Exception {
    assertThatThrownBy(() -> drill.restore(aim, dyingAt("(replayed|the server).*")))
        .isInstanceOf(RestoreDrill.Died.class);
    long orphan = drill.orphan();

    Restored restored = drill.restore(aim);

    assertRestored(restored);
    Awaiting.that("the orphan is gone", () -> ProcessHandle.of(orphan).isEmpty());
  }

  @Test
  void everyPhaseCanBeEnteredAgain() throws Exception {
    Restored restored = drill.restore(aim);
    for (String earlier : List.of("REPLAYING", "PAUSED")) {
      rewind(earlier);
      assertThat(drill.restore(aim).reached()).as(earlier).isEqualTo(restored.reached());
    }
    drill.discard();
    for (String earlier : List.of("COPYING", "COPIED")) {
      dieBeforeTheStart();
      rewind(earlier);
      assertThat(drill.restore(aim).reached()).as(earlier).isEqualTo(restored.reached());
      drill.discard();
    }
  }

  /** Everything is copied, and nobody has started the server. */
  private void dieBeforeTheStart() throws Exception {
    Path blocked = drill.marker().resolve("restored/lab_7/server.log.new");
    db1.shell().run("/bin/mkdir", "-p", "-m", "700", blocked.resolve("in the way").toString());
    assertThatThrownBy(() -> drill.restore(aim)).hasMessageContaining("server.log.new");
    assertThat(phase()).isEqualTo("REPLAYING");
    assertThat(drill.serverLives()).isFalse();
    Files.delete(blocked.resolve("in the way"));
    Files.delete(blocked);
  }

  @Test
  void aSecondAttemptDoesNotWorkBesideTheFirst() throws Exception {
    CountDownLatch copying = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Restored> first =
        CompletableFuture.supplyAsync(
            () ->
                drill.restore(
                    aim,
                    text -> {
                      copying.countDown();
                      await(goOn);
                    }));
    assertThat(copying.await(60, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> drill.restore(aim)).hasMessageContaining("is held by process");

    goOn.countDown();
    Restored restored = first.get(60, TimeUnit.SECONDS);
    assertThat(drill.restore(aim)).isEqualTo(restored);
    assertRestored(restored);
  }

  @Test
  void missingWalEndsTheReplayAndOnceItIsBackTheSameCopyGoesOn() throws Exception {
    Path segment = cluster.archive().resolve(aim.segments().get(aim.segments().size() - 1));
    Path aside = cluster.home().resolve("aside");
    Files.move(segment, aside);

    assertThatThrownBy(() -> drill.restore(aim))
        .hasMessageContaining("recovery ended before configured recovery target was reached")
        .hasMessageContaining("the same directory goes on");
    Object copy = Files.getAttribute(drill.directory().resolve("PG_VERSION"), "unix:ino");
    Files.move(aside, segment);

    assertRestored(drill.restore(aim));
    assertThat(Files.getAttribute(drill.directory().resolve("PG_VERSION"), "unix:ino"))
        .isEqualTo(copy);
  }

  @Test
  void anotherTargetOfTheSameRunIsRestoredAnew() throws Exception {
    drill.restore(aim);
    Aim later = archery.aim("latest");

    Restored restored = drill.restore(later);

    assertThat(drill.ask(restored, "select to_regclass('orders') is null")).isEqualTo("t");
    assertRestored(drill.restore(aim));
    drill.open(drill.restore(aim));
    assertThatThrownBy(() -> drill.restore(later))
        .hasMessageContaining("has opened")
        .hasMessageContaining("nothing was changed");
  }

  @Test
  void anOpeningThatIsCutOffAnywhereEndsOnOneTimeline() throws Exception {
    Restored restored = drill.restore(aim);
    assertThatThrownBy(
            () ->
                drill
                    .attempt(dyingAt(".*"))
                    .openRestored(new OpenRestored(restored, drill.token())))
        .isInstanceOf(RestoreDrill.Died.class);
    assertThat(phase()).isEqualTo("OPENING");
    drill.crash();
    Opened opened = drill.open(restored);
    assertThat(opened.timeline()).isEqualTo(2);

    rewind("OPENING");
    assertThat(drill.open(restored)).isEqualTo(opened);
    assertOpened(opened);
  }

  @Test
  void aServerThatDiesRightAfterItsRecoveryEndedIsStoppedCleanlyAllTheSame() throws Exception {
    Restored restored = drill.restore(aim);
    drill.resume(restored);
    drill.crash();
    assertThatThrownBy(() -> drill.restore(aim)).hasMessageContaining("ended by somebody else");

    Opened opened = drill.open(restored);

    assertThat(opened.timeline()).isEqualTo(2);
    assertOpened(opened);
  }

  /** The log then ends with it, and says nothing else in its last 64 KB. */
  @Test
  void aLongStatementThatFailsInThePreviewDoesNotHideThatItStandsAtItsTarget() throws Exception {
    Restored restored = drill.restore(aim);
    String statement = "select '" + "x".repeat(200_000) + "' from nowhere";
    assertThatThrownBy(() -> drill.ask(restored, statement)).hasMessageContaining("nowhere");

    PreviewRestored request = new PreviewRestored(restored, PostgresCluster.REF);
    assertThat(drill.attempt().previewRestored(request).rows())
        .containsExactly(new Rows("public.orders", 5003));
    assertOpened(drill.open(restored));
  }

  private void assertRestored(Restored restored) throws Exception {
    assertThat(drill.ask(restored, ROWS)).isEqualTo(before);
    assertThat(drill.ask(restored, "select pg_get_wal_replay_pause_state()")).isEqualTo("paused");
    assertThat(restored.reachedAt()).isEqualTo(aim.at());
    assertThat(phase()).isEqualTo("PAUSED");
  }

  private void assertOpened(Opened opened) throws Exception {
    assertThat(opened.fork()).isEqualTo(opened.restored().reached());
    assertThat(drill.serverLives()).isFalse();
    PostgresServer server = cluster.adopt("opened", drill.directory());
    Files.writeString(drill.directory().resolve("postgresql.auto.conf"), "");
    server.start();
    assertThat(server.ask(ROWS)).isEqualTo(before);
    cluster.stop("opened");
  }

  private String phase() throws Exception {
    return Files.readString(drill.state()).replaceAll("(?s).*\"phase\":\"(\\w+)\".*", "$1");
  }

  /** What a worker leaves that dies before it can write down how far it came. */
  private void rewind(String earlier) throws Exception {
    String state = Files.readString(drill.state());
    String fresh = state.replaceAll("\"opened\":\\{.*\\}\\}$", "\"opened\":null}");
    Files.writeString(
        drill.state(), fresh.replaceAll("\"phase\":\"\\w+\"", "\"phase\":\"" + earlier + "\""));
  }

  private static Consumer<String> dyingAt(String text) {
    return said -> {
      if (said.matches("(?s).*" + text)) {
        throw new RestoreDrill.Died();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
