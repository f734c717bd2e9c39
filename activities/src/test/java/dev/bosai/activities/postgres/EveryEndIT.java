package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a transaction ended, the aim tells the same of it as PostgreSQL's own program. */
class EveryEndIT {
  private static final List<String> WORK =
      List.of(
          "insert into orders select g, 'x' from generate_series(1, 3000) g",
          "set synchronous_commit = remote_apply; insert into orders values (0, 'with more')",
          // Its commit names 3,000 subtransactions, so it lies on several pages.
          "do $$ begin for i in 1..3000 loop begin insert into orders values (i, 'part');"
              + " exception when others then null; end; end loop; end $$",
          "create table gone(i int); drop table gone",
          "truncate orders",
          "create temporary table passing(i int) on commit drop; insert into passing values (1)",
          "begin; delete from orders; savepoint a; insert into orders values (1, 'b'); rollback",
          "begin; savepoint a; insert into orders values (1, 'c'); prepare transaction 'one'",
          "begin; create table prepared(i int); prepare transaction 'two'",
          "begin; insert into orders values (2, 'd'); prepare transaction 'three'",
          "commit prepared 'two'",
          "select pg_switch_wal()",
          "rollback prepared 'three'",
          "commit prepared 'one'",
          "select pg_logical_emit_message(true, 'long', repeat('x', 20000000))",
          "drop table prepared",
          "begin; select pg_replication_origin_create('elsewhere');"
              + " select pg_replication_origin_session_setup('elsewhere');"
              + " select pg_replication_origin_xact_setup('0/1', now());"
              + " insert into orders values (3, 'e'); commit",
          "select pg_replication_origin_drop('elsewhere')");
  private PostgresCluster cluster;
  private PostgresServer db1;
  private Archery archery;
  private Backup backup;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    db1 = cluster.db1();
    archery = new Archery(cluster, "db1");
    db1.run("create table orders(id int, item text)");
    backup = archery.backUp("one");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void ofEveryKindOnTwoTimelines() throws Exception {
    work(db1);
    PostgresServer db2 = cluster.db2();
    Lsn written = Lsn.parse(db1.ask("select pg_current_wal_lsn()"));
    Awaiting.that("db2 has all", () -> replayed(db2).compareTo(written) >= 0);
    archery.aim("latest");
    db1.destroy();
    db2.run("select pg_promote()");
    Awaiting.that("it is promoted", () -> db2.ask("select pg_is_in_recovery()").equals("f"));
    work(db2);
    Lsn end = archery.aim("latest", archery.system(), 2).lsn();
    db2.destroy();

    Path history = cluster.archive().resolve("00000002.history");
    Lsn fork = Lsn.parse(Files.readString(history).split("\\s+", -1)[1]);
    PrintedWal printed =
        PrintedWal.NONE
            .with(db2, cluster.archive(), 1, backup.start(), fork)
            .with(db2, cluster.archive(), 2, fork, end);
    assertThat(printed.ends()).hasSizeGreaterThan(2 * WORK.size() - 8);
    printNoCommits();
    for (TransactionEnd ended : printed.ends()) {
      assertSame(printed, ended, 2);
    }
  }

  /** A crash cuts a record off; the server goes on behind it and says so on the next page. */
  @Test
  void behindARecordThatACrashCutOff() throws Exception {
    db1.run("select pg_switch_wal()");
    db1.run("select pg_logical_emit_message(false, 'fills', repeat('x', 15000000))");
    String kept = db1.ask("select pg_walfile_name(pg_current_wal_lsn())");
    db1.run("select pg_logical_emit_message(false, 'cut off', repeat('x', 3000000))");
    db1.run("insert into orders values (1, 'lost in the crash')");
    Lsn inNext = Lsn.parse(db1.ask("select pg_current_wal_lsn()"));
    Path next = db1.data().resolve("pg_wal/" + db1.ask("select pg_walfile_name('" + inNext + "')"));
    assertThat(next.getFileName().toString()).isNotEqualTo(kept);
    Awaiting.that("it is archived", () -> Files.exists(cluster.archive().resolve(kept)));
    db1.shell().run("pg_ctl", "stop", "-m", "immediate", "-D", db1.data().toString());
    Files.delete(next);
    db1.start();
    db1.run("create table later(i int)");
    db1.run("insert into later values (1)");
    Lsn end = archery.aim("latest").lsn();
    db1.destroy();

    PrintedWal printed = PrintedWal.NONE.with(db1, cluster.archive(), 1, backup.start(), end);
    assertThat(printed.records()).anyMatch(one -> one.description().startsWith("OVERWRITE_CONT"));
    assertThat(printed.ends()).hasSizeGreaterThan(1);
    for (TransactionEnd ended : printed.ends()) {
      assertSame(printed, ended, 1);
    }
  }

  /** It takes ten times as long, so it is done only where commits cannot be read otherwise. */
  private void printNoCommits() throws Exception {
    String script =
        """
        #!/bin/sh
        case "$*" in
          *--rmgr=Transaction*) exit 3 ;;
          *--rmgr=*) exec %s "$@" ;;
          *) exit 3 ;;
        esac
        """;
    cluster.replace("pg_waldump", script.formatted(db1.shell().bin().resolve("pg_waldump")));
  }

  private static void work(PostgresServer server) throws Exception {
    for (String one : WORK) {
      try (Connection connection = server.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(one);
      }
    }
  }

  private static Lsn replayed(PostgresServer server) throws Exception {
    return Lsn.parse(server.ask("select pg_last_wal_replay_lsn()"));
  }

  private void assertSame(PrintedWal printed, TransactionEnd ended, int timeline) throws Exception {
    String xid = ended.xids().get(ended.xids().size() - 1);
    if (!ended.committed()) {
      assertThatThrownBy(() -> archery.aim("xid:" + xid, archery.system(), timeline))
          .hasMessageContaining("transaction " + xid + " was rolled back at " + ended.at());
      return;
    }
    Aim after = archery.aim("xid:" + xid + ":after", archery.system(), timeline);
    assertThat(after.lsn()).as(ended.toString()).isEqualTo(ended.lsn());
    assertThat(after.at()).isEqualTo(ended.at());
    assertThat(after.after()).isEqualTo(printed.commitsAfter(ended.lsn()));
    Aim before = archery.aim("xid:" + xid, archery.system(), timeline);
    assertThat(before.lsn()).as(ended.toString()).isEqualTo(printed.first(ended));
    assertThat(before.after()).isEqualTo(printed.commitsFrom(before.lsn()));
  }
}
