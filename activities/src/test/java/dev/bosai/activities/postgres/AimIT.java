package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mistakes are made on a real primary; the aim leads back to the rows as they were before. */
class AimIT {
  private static final String ROWS =
      "select coalesce(string_agg(o::text, ';' order by id), 'none') from orders o";
  private PostgresCluster cluster;
  private PostgresServer db1;
  private Archery archery;
  private Backup backup;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    db1 = cluster.db1();
    archery = new Archery(cluster, "db1");
    db1.run("create table orders(id int primary key, item text)");
    db1.run("insert into orders select g, 'item ' || g from generate_series(1, 5) g");
    backup = archery.backUp("one");
    db1.run("insert into orders values (6, 'after the backup')");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void beforeADropTheTableIsThereRowByRow() throws Exception {
    String before = db1.ask(ROWS);
    String xid = archery.mistake(db1, "drop table orders");
    db1.run("create table later(i int)");

    Aim aim = archery.aim("xid:" + xid);

    assertThat(aim.exact()).isTrue();
    assertThat(aim.backup()).isEqualTo(backup);
    assertThat(aim.inclusive()).isFalse();
    assertThat(aim.after()).isEqualTo(2);
    assertThat(aim.at()).isBefore(aim.newest());
    assertThat(aim.notes()).isEmpty();
    assertThat(aim.text()).contains("transaction " + xid);
    assertThat(aim.segments()).hasSize(2).allMatch(name -> name.matches("[0-9A-F]{24}"));
    assertThat(aim.walBytes()).isEqualTo(aim.lsn().bytes() - backup.start().bytes());
    PostgresServer restored = archery.restore(aim);
    assertThat(restored.ask(ROWS)).isEqualTo(before);
    assertThat(restored.ask("select to_regclass('later') is null")).isEqualTo("t");
  }

  @Test
  void beforeATruncateABadUpdateAndAMigrationToo() throws Exception {
    String before = db1.ask(ROWS);
    String update = archery.mistake(db1, "update orders set item = 'oops'");
    String updated = db1.ask(ROWS);
    String migration = archery.mistake(db1, "alter table orders add column price int default 0");
    String migrated = db1.ask(ROWS);
    String truncate = archery.mistake(db1, "truncate orders");

    assertThat(archery.restore(archery.aim("xid:" + update)).ask(ROWS)).isEqualTo(before);
    settle();
    assertThat(archery.restore(archery.aim("xid:" + migration)).ask(ROWS)).isEqualTo(updated);
    settle();
    assertThat(archery.restore(archery.aim("xid:" + truncate)).ask(ROWS)).isEqualTo(migrated);
    settle();
    assertThat(archery.restore(archery.aim("xid:" + truncate + ":after")).ask(ROWS))
        .isEqualTo("none");
  }

  @Test
  void aMomentIncludesWhatHadCommittedAndNothingLater() throws Exception {
    db1.run("insert into orders values (7, 'in time')");
    String before = db1.ask(ROWS);
    Instant moment = archery.now(db1);
    db1.run("insert into orders values (8, 'too late')");

    Aim aim = archery.aim(moment.toString());

    assertThat(aim.exact()).isTrue();
    assertThat(aim.inclusive()).isTrue();
    assertThat(aim.at()).isBeforeOrEqualTo(moment);
    assertThat(aim.after()).isEqualTo(1);
    assertThat(aim.newest()).isAfter(moment);
    assertThat(archery.restore(aim).ask(ROWS)).isEqualTo(before);
  }

  @Test
  void afterTheLastCommitOfAQuietDatabaseTheNearestPointIsNamedAndReached() throws Exception {
    String before = db1.ask(ROWS);
    Instant moment = archery.now(db1);

    Aim aim = archery.aim(moment.toString());

    assertThat(aim.exact()).isFalse();
    assertThat(aim.text()).contains("the newest one that can be reached");
    assertThat(aim.after()).isZero();
    assertThat(aim.newest()).isNull();
    PostgresServer restored = archery.restore(aim);
    assertThat(restored.ask(ROWS)).isEqualTo(before);
    assertThat(java.nio.file.Files.readString(restored.log())).doesNotContain("FATAL");
  }

  @Test
  void rightAfterABackupWithoutAnyCommitItsEndIsThePoint() throws Exception {
    String before = db1.ask(ROWS);
    Backup newest = archery.backUp("two");
    Instant moment = newest.stoppedAt().plusMillis(1);
    Awaiting.that("the moment has passed", () -> archery.now(db1).isAfter(moment));

    Aim aim = archery.aim(moment.toString());

    assertThat(aim.backup()).isEqualTo(newest);
    assertThat(aim.text()).contains("the end of backup \"" + newest.id() + "\"");
    assertThat(archery.restore(aim).ask(ROWS)).isEqualTo(before);
  }

  @Test
  void latestAndANamedPointAndAPositionLeadWhereTheySay() throws Exception {
    String before = db1.ask(ROWS);
    Lsn named = Lsn.parse(db1.ask("select pg_create_restore_point('before-deploy')"));
    db1.run("insert into orders values (7, 'deployed')");
    Lsn position = Lsn.parse(db1.ask("select pg_current_wal_lsn()"));
    String deployed = db1.ask(ROWS);
    db1.run("insert into orders values (8, 'last')");

    Aim name = archery.aim("name:before-deploy");
    assertThat(name.lsn()).isLessThan(named);
    assertThat(archery.restore(name).ask(ROWS)).isEqualTo(before);
    settle();
    assertThat(archery.restore(archery.aim("lsn:" + position)).ask(ROWS)).isEqualTo(deployed);
    settle();
    Aim latest = archery.aim("latest");
    assertThat(latest.exact()).isTrue();
    assertThat(latest.after()).isZero();
    assertThat(archery.restore(latest).ask(ROWS)).isEqualTo(db1.ask(ROWS));
  }

  @Test
  void ofSeveralPointsWithOneNameTheNewestIsTakenAndAnUnknownOneIsRefused() throws Exception {
    db1.run("select pg_create_restore_point('deploy-1')");
    db1.run("insert into orders values (7, 'between')");
    db1.run("select pg_create_restore_point('deploy-1')");

    Aim aim = archery.aim("name:deploy-1");

    assertThat(aim.after()).isZero();
    assertThat(aim.notes())
        .containsExactly("2 restore points are named \"deploy-1\"; the newest is taken");
    assertThatThrownBy(() -> archery.aim("name:deploy-2"))
        .hasMessageContaining("restore point \"deploy-2\" is not in archived WAL")
        .hasMessageContaining("nothing was touched")
        .hasMessageContaining("did you mean \"deploy-1\"?");
  }

  @Test
  void whatCommittedMeanwhileIsLostTooAndWhatWasRolledBackNeverWas() throws Exception {
    String xid;
    try (Connection connection = db1.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("savepoint a");
      statement.execute("insert into orders values (7, 'of a subtransaction')");
      statement.execute("savepoint b");
      statement.execute("update orders set item = 'oops' where id < 3");
      xid = Archery.xid(statement);
      db1.run("insert into orders values (8, 'of another')");
      connection.commit();
    }
    String rolledBack = Archery.rolledBack(db1, "delete from orders");

    Aim aim = archery.aim("xid:" + xid);

    assertThat(aim.notes())
        .containsExactly(
            "1 other transaction committed between its first record and its commit, and will be"
                + " lost too");
    assertThat(aim.after()).isEqualTo(2);
    assertThat(archery.restore(aim).ask("select max(id) from orders")).isEqualTo("6");
    assertThatThrownBy(() -> archery.aim("xid:" + rolledBack))
        .hasMessageContaining("transaction " + rolledBack + " was rolled back")
        .hasMessageContaining("nothing was touched");
  }

  @Test
  void aPreparedTransactionCountsFromItsFirstRecord() throws Exception {
    String before = db1.ask(ROWS);
    String xid;
    try (Connection connection = db1.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("begin");
      statement.execute("delete from orders where id = 1");
      xid = Archery.xid(statement);
      statement.execute("prepare transaction 'p'");
    }
    db1.run("checkpoint");
    db1.run("commit prepared 'p'");

    assertThat(archery.restore(archery.aim("xid:" + xid)).ask(ROWS)).isEqualTo(before);
  }

  @Test
  void aTransactionFromBeforeTheNewestBackupIsReachedFromAnOlderOne() throws Exception {
    String before = db1.ask(ROWS);
    String xid = archery.mistake(db1, "delete from orders where id = 2");
    Backup newest = archery.backUp("two");
    db1.run("insert into orders values (9, 'later')");

    Aim aim = archery.aim("xid:" + xid);

    assertThat(newest.stop()).isGreaterThan(aim.lsn());
    assertThat(aim.backup()).isEqualTo(backup);
    assertThat(aim.after()).isEqualTo(2);
    assertThat(archery.restore(aim).ask(ROWS)).isEqualTo(before);
  }

  @Test
  void afterAPromotionTheOldLineIsFollowedUpToTheForkAndNoFurther() throws Exception {
    String before = db1.ask(ROWS);
    PostgresServer db2 = cluster.db2();
    Awaiting.that("db2 has all", () -> db2.ask(ROWS).equals(before));
    db2.run("alter system set primary_conninfo = ''");
    db2.run("select pg_reload_conf()");
    Awaiting.that("db2 is cut off", () -> db1.count("pg_stat_replication") == 0);
    String lost = archery.mistake(db1, "insert into orders values (7, 'lost in the failover')");
    db1.run("select pg_create_restore_point('lost')");
    archiveAll();
    db1.destroy();
    db2.run("select pg_promote()");
    Awaiting.that("it is promoted", () -> db2.ask("select pg_is_in_recovery()").equals("f"));
    db2.run("insert into orders values (8, 'on the new line')");
    Instant moment = archery.now(db2);
    String after = db2.ask(ROWS);
    db2.run("delete from orders");

    Aim aim = archery.aim(moment.toString(), archery.system(), 2);

    assertThat(aim.backup()).isEqualTo(backup);
    assertThat(aim.timeline()).isEqualTo(2);
    assertThat(aim.segments().get(0)).startsWith("00000001");
    assertThat(archery.restore(aim).ask(ROWS)).isEqualTo(after).doesNotContain("lost");
    cluster.stop("restored1");
    assertThatThrownBy(() -> archery.aim("xid:" + lost + "0000", archery.system(), 2))
        .hasMessageContaining("did not commit in archived WAL");
    assertThatThrownBy(() -> archery.aim("name:lost", archery.system(), 2))
        .hasMessageContaining("it is on timeline 1 at ")
        .hasMessageContaining("which does not lead to timeline 2");
  }

  /** What was restored takes writes too, and the next aim must meet one primary only. */
  private void settle() throws Exception {
    cluster.stop("restored" + archery.restored());
  }

  private void archiveAll() throws Exception {
    String segment = db1.ask("select pg_walfile_name(pg_switch_wal())");
    Awaiting.that(
        segment + " is archived",
        () -> java.nio.file.Files.exists(cluster.archive().resolve(segment)));
  }
}
