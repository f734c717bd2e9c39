package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.BackupList.Gap;
import dev.bosai.workflows.port.BackupList.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of backups whoever keeps them. */
class BackupContractIT {
  private static final String ROWS = "select string_agg(item, ',' order by item) from orders";
  private PostgresCluster cluster;
  private TestRepository repository;
  private Archery archery;
  private PostgresServer db1;
  private BackupProvider provider;

  enum Kind {
    BASEBACKUP,
    PGBACKREST;

    TestRepository in(Path home) {
      return this == BASEBACKUP ? TestRepository.Plain.in(home) : Stanza.in(home);
    }
  }

  private void start(Kind kind) throws Exception {
    cluster = PostgresCluster.startArchiving(kind::in);
    repository = kind.in(cluster.home());
    repository.serve(cluster.db2());
    archery = new Archery(cluster, "db1");
    db1 = cluster.db1();
    provider = cluster.backups("db1");
    db1.run("create table orders(item text)");
    assertThat(provider.kind()).isEqualToIgnoringCase(kind.name());
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource
  void anOrderIsFilledOnceAndAMomentAndAPositionAreReached(Kind kind) throws Exception {
    start(kind);
    Backup backup = archery.backUp("one");
    assertThat(archery.backUp("one")).isEqualTo(backup);
    assertThat(provider.backups()).containsExactly(backup);
    past(backup);
    written(db1, "a");
    Instant moment = archery.now(db1);
    written(db1, "b");
    String position = db1.ask("select pg_current_wal_lsn()");
    written(db1, "c");

    Aim time = archery.aim(moment.toString());
    Aim place = archery.aim("lsn:" + position);

    assertThat(time.backup()).isEqualTo(backup);
    assertThat(archery.restore(time).ask(ROWS)).isEqualTo("a");
    cluster.stop("restored1");
    assertThat(archery.restore(place).ask(ROWS)).isEqualTo("a,b");
    Window window = cluster.backupList("db1").windows().get(0);
    assertThat(window.from()).isEqualTo(backup.stoppedAt()).isBefore(moment);
    assertThat(window.to()).isAfter(moment);
  }

  @ParameterizedTest
  @EnumSource
  void aSegmentThatIsMissingEndsWhatCanBeReachedAndIsNamed(Kind kind) throws Exception {
    start(kind);
    past(archery.backUp("one"));
    written(db1, "a");
    Instant before = archery.now(db1);
    String missing = written(db1, "b");
    written(db1, "c");
    Instant after = archery.now(db1);
    Files.delete(repository.segment(missing));

    BackupList list = cluster.backupList("db1");

    assertThat(list.gaps()).extracting(Gap::first).containsExactly(missing);
    assertThat(list.gaps()).extracting(Gap::last).containsExactly(missing);
    assertThat(list.windows()).singleElement().extracting(Window::to).isNotNull();
    assertThat(list.windows().get(0).to()).isBefore(before);
    assertThat(list.alarms()).anyMatch(alarm -> alarm.contains(missing));
    assertThatThrownBy(() -> archery.aim(after.toString()))
        .hasMessageContaining(missing)
        .hasMessageContaining("nothing was touched");
    Aim last = archery.aim(String.valueOf(list.gaps().get(0).lastReachable()));
    assertThat(archery.restore(last).ask(ROWS)).isEqualTo("a");
  }

  @ParameterizedTest
  @EnumSource
  void afterAPromotionBackupsGoOnOnTheNewTimeline(Kind kind) throws Exception {
    start(kind);
    Backup backup = archery.backUp("one");
    written(db1, "a");
    PostgresServer db2 = cluster.db2();
    Awaiting.that("db2 has all", () -> "a".equals(db2.ask(ROWS)));
    db1.destroy();
    Awaiting.that(
        "db2 is promoted",
        () ->
            db2.ask("select pg_is_in_recovery()").equals("f")
                || db2.ask("select not pg_promote(false)").equals("t"));
    assertThat(written(db2, "b")).startsWith("00000002");
    Archery later = new Archery(cluster, "db2", archery.system());
    Aim aim = later.aim("latest", archery.system(), 2);

    BackupList list = cluster.backupList("db2");
    Backup next = later.backUp("two");

    assertThat(list.gaps()).isEmpty();
    assertThat(list.windows()).extracting(Window::timeline).containsExactly(2);
    assertThat(aim.backup()).isEqualTo(backup);
    assertThat(next.timeline()).isEqualTo(2);
    assertThat(later.restore(aim).ask(ROWS)).isEqualTo("a,b");
    cluster.stop("restored1");
    Aim newest = later.aim("latest", archery.system(), 2);
    assertThat(newest.backup()).isEqualTo(next);
    assertThat(later.restore(newest).ask(ROWS)).isEqualTo("a,b");
  }

  /** A kind may know the end of a backup by the second only. */
  private void past(Backup backup) throws Exception {
    Awaiting.that("it is over", () -> archery.now(db1).isAfter(backup.stoppedAt()));
  }

  /** Commits a row, and returns the segment it is in, once that is archived. */
  private String written(PostgresServer server, String item) throws Exception {
    server.run("insert into orders values ('" + item + "')");
    String segment = server.ask("select pg_walfile_name(pg_current_wal_lsn())");
    server.run("select pg_switch_wal()");
    Awaiting.that(segment + " is archived", () -> Files.exists(repository.segment(segment)));
    return segment;
  }
}
