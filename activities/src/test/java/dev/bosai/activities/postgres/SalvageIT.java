package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.NodeActivities.RejoinNode;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.SalvageActivities.Fate;
import dev.bosai.workflows.port.SalvageActivities.SalvageRows;
import dev.bosai.workflows.port.SalvageActivities.Salvaged;
import dev.bosai.workflows.port.SalvageActivities.SalvagedTable;
import dev.bosai.workflows.port.SalvageActivities.SettleOld;
import dev.bosai.workflows.port.SalvageActivities.Settled;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** Exactly what commits past the fork wrote comes out as rows, whatever the new timeline wrote. */
class SalvageIT {
  private static final String ALIKE = "create table %s(id int, v text, primary key (id))";

  private PostgresCluster cluster;
  private Promoted promoted;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
    // Of the administrator's own name, the schema would be where tables without one go.
    cluster.db1().run("alter role bosai set search_path = public");
    cluster.db1().run("create schema bosai; create table bosai.probe(id bigint primary key)");
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void exactlyWhatTheOldTimelineWroteComesOut(long seed) throws Exception {
    Map<String, TwoTimelines> tables = new HashMap<>();
    cluster.db1().run(ALIKE.formatted("plain"));
    cluster.db1().run(ALIKE.formatted("parted") + " partition by range (id)");
    cluster.db1().run("create table low partition of parted for values from (0) to (150)");
    cluster.db1().run("create table high partition of parted for values from (150) to (999)");
    tables.put("public.plain", new TwoTimelines("plain", 0, seed));
    tables.put("public.parted", new TwoTimelines("parted", 150, seed));
    try (Connection db1 = cluster.db1().connect()) {
      for (TwoTimelines table : tables.values()) {
        table.atFork(db1);
      }
      cutOff();
      for (TwoTimelines table : tables.values()) {
        table.onOld(db1, 60);
      }
      if (seed == 2) {
        db1.createStatement().execute("vacuum freeze plain");
      }
    }
    failOver();
    try (Connection db2 = cluster.db2().connect()) {
      for (TwoTimelines table : tables.values()) {
        table.onLive(db2, 60);
      }
    }

    Salvaged found = salvage(preserve());

    assertThat(found.tables()).as("seed " + seed).containsOnlyKeys(tables.keySet());
    for (var one : tables.entrySet()) {
      SalvagedTable table = found.tables().get(one.getKey());
      assertThat(lines(table))
          .as("%s, seed %d", one.getKey(), seed)
          .isEqualTo(one.getValue().lines());
      long unlisted = one.getValue().unlisted();
      assertThat(unlisted).isPositive();
      assertThat(found.notes())
          .anyMatch(
              note ->
                  note.contains(
                      "\"%s\" lost commits deleted %d rows more"
                          .formatted(one.getKey(), unlisted)));
    }
    assertThat(found.notCompared()).isEmpty();
  }

  @Test
  void tablesThatWereRewrittenAreComparedByTheirKeys() throws Exception {
    cluster
        .db1()
        .run(
            "create table a(id int primary key, v text); create table b(id int primary key, v text)");
    cluster
        .db1()
        .run(
            "insert into a select i, 'fork' from generate_series(1, 50) i; insert into b select i, 'fork' from generate_series(1, 50) i");
    cutOff();
    cluster.db1().run("truncate a; insert into a values (1, 'fork'), (2, 'old'), (60, 'old')");
    cluster
        .db1()
        .run(
            "update b set v = 'old' where id <= 3; delete from b where id = 50; insert into b values (60, 'old')");
    failOver();
    cluster.db2().run("delete from a where id between 10 and 49; insert into a values (70, 'new')");
    cluster
        .db2()
        .run(
            "delete from b where id = 3; update b set v = 'new' where id = 2; insert into b values (70, 'new')");
    cluster.db2().run("vacuum full b");

    Salvaged found = salvage(preserve());

    counts(found, "public.a", 1, 1, 8);
    assertThat(found.tables().get("public.a").alike()).isEqualTo(1);
    assertThat(lines(found.tables().get("public.b")))
        .containsExactly(
            "deleted,live,,50,fork",
            "inserted,old,,3,old",
            "inserted,old,,60,old",
            "inserted-conflict,live,,2,new",
            "inserted-conflict,old,,2,old",
            "updated,live,v,1,fork",
            "updated,old,v,1,old");
  }

  @Test
  void rowsWithoutAKeyAndManyAtOnceAndNewTablesComeOut() throws Exception {
    cluster
        .db1()
        .run(
            "create table nokey(v text); create table bulk(id int primary key, v text); create table quiet(i int)");
    cluster
        .db1()
        .run(
            "insert into nokey values ('same'), ('same'), ('goes'), ('changes'); insert into quiet values (1)");
    cluster.db1().run("insert into bosai.probe values (1)");
    cutOff();
    cluster
        .db1()
        .run(
            "insert into nokey values ('same'), ('came'); delete from nokey where v = 'goes'; update nokey set v = 'changed' where v = 'changes'");
    try (Connection db1 = cluster.db1().connect()) {
      StringBuilder rows = new StringBuilder();
      for (int i = 0; i < 300; i++) {
        rows.append(i).append("\tmany\n");
      }
      db1.unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy bulk from stdin", new java.io.StringReader(rows.toString()));
    }
    cluster.db1().run("update bulk set v = 'one' where id = 1; delete from bulk where id >= 100");
    cluster
        .db1()
        .run(
            "create table later(id int primary key, v text); insert into later values (1, 'late')");
    cluster.db1().run("insert into bosai.probe values (2), (3)");
    failOver();
    cluster
        .db2()
        .run(
            "insert into nokey values ('same'), ('new'); insert into bulk values (1, 'new'), (500, 'new')");
    cluster.db2().run("insert into quiet values (2)");

    Salvaged found = salvage(preserve());

    assertThat(found.tables()).containsOnlyKeys("public.nokey", "public.bulk", "public.later");
    assertThat(lines(found.tables().get("public.nokey")))
        .containsExactly(
            "deleted,live,,changes",
            "deleted,live,,goes",
            "inserted,old,,came",
            "inserted,old,,changed",
            "inserted,old,,same");
    counts(found, "public.bulk", 100, 0, 0);
    assertThat(found.tables().get("public.bulk").conflicts()).isEqualTo(1);
    counts(found, "public.later", 1, 0, 0);
    assertThat(String.join("\n", found.notes()))
        .contains("the probe's table \"bosai.probe\" is left out: lost commits wrote 2 rows of it")
        .contains("table \"public.later\" was created by lost commits")
        .doesNotContain("rows more");
  }

  @Test
  void theStatementsBringTheRowsBackThatOnlyTheOldTimelineHas() throws Exception {
    small();
    Salvaged found = salvage(preserve());
    cluster.db2().psql("postgres", "--file=" + found.tables().get("public.orders").sql());
    assertThat(cluster.db2().ask("select string_agg(id || v, ' ' order by id) from orders"))
        .isEqualTo("1old 2fork 3old 4new 5new");
  }

  @Test
  void theOldDirectoryStaysAsItWasAndNothingIsLeftBehind() throws Exception {
    small();
    Preserved preserved = preserve();
    Path old = cluster.db1().data();
    String before = fingerprint(old);
    Salvaged found = salvage(preserved);

    assertThat(fingerprint(old)).isEqualTo(before);
    assertThat(work()).doesNotExist();
    assertThat(programs()).isEmpty();
    assertThat(found.old()).isEqualTo(old.toString());
    assertThat(salvage(preserved)).isEqualTo(found);
  }

  @Test
  void whatAKilledAttemptLeftIsEndedAndDoneAnew() throws Exception {
    small();
    Preserved preserved = preserve();
    PostgresServer db1 = cluster.db1();
    db1.shell().run("/bin/mkdir", "-p", work().getParent().toString());
    db1.shell().run("/bin/cp", "-a", db1.data().toString(), work().toString());
    Files.move(work().resolve("global/pg_control.fenced"), work().resolve("global/pg_control"));
    Files.deleteIfExists(work().resolve("postmaster.pid"));
    db1.shell()
        .run(
            "pg_ctl",
            "start",
            "-w",
            "-D",
            work().toString(),
            "-l",
            work() + "/log",
            "-o",
            "-c listen_addresses='' -c unix_socket_directories='" + work() + "'");

    // Of another run, whose work was given up.
    Path other = work().getParent().resolveSibling("lab_0").resolve("old");
    db1.shell().run("/bin/mkdir", "-p", other.getParent().toString());
    db1.shell().run("/bin/cp", "-a", db1.data().toString(), other.toString());

    counts(salvage(preserved), "public.orders", 1, 1, 0);
    assertThat(work()).doesNotExist();
    assertThat(other).doesNotExist();
    assertThat(programs()).isEmpty();
  }

  @Test
  void anOldDirectoryIsGivenUpOnlyAfterItsRowsWereSalvagedOrSomebodyInsists() throws Exception {
    small();
    Preserved preserved = preserve();
    assertThatThrownBy(() -> settle(preserved, Fate.DISCARDED, true))
        .hasMessageContaining("is still the node's own directory");
    Path kept =
        Path.of(
            cluster
                .onHosts()
                .rejoin(
                    new RejoinNode(
                        PostgresCluster.node("db1"), "db2", preserved, new Token(1, 4, 1)))
                .kept());
    assertThatThrownBy(() -> settle(preserved, Fate.DISCARDED, false))
        .hasMessageContaining("nobody has had the rows");

    Settled stays = settle(preserved, Fate.KEPT, false);
    assertThat(stays.directory()).isEqualTo(kept.toString());
    assertThat(stays.there()).isTrue();
    counts(salvage(preserved), "public.orders", 1, 1, 0);
    Settled gone = settle(preserved, Fate.DISCARDED, false);
    assertThat(gone.there()).isFalse();
    assertThat(gone.bytes()).isGreaterThan(10_000_000);
    assertThat(kept).doesNotExist();
    assertThat(Path.of(preserved.directory(), "settled.json"))
        .content()
        .contains("aya", "reviewed");
    assertThat(settle(preserved, Fate.DISCARDED, false)).isEqualTo(gone);
    assertThat(Path.of(salvage(preserved).folder())).exists();
  }

  /** Order 1 changed and order 3 came on the old timeline alone; both sides wrote 4. */
  private void small() throws Exception {
    cluster.db1().run("create table orders(id int primary key, v text)");
    cluster.db1().run("insert into orders values (1, 'fork'), (2, 'fork')");
    cutOff();
    cluster
        .db1()
        .run("update orders set v = 'old' where id = 1; insert into orders values (3, 'old')");
    failOver();
    cluster.db2().run("insert into orders values (4, 'new'), (5, 'new')");
  }

  private void cutOff() throws Exception {
    String at = cluster.db1().ask("select pg_current_wal_flush_lsn()");
    Awaiting.that(
        "everything arrived",
        () -> cluster.db2().ask("select pg_last_wal_replay_lsn() >= '" + at + "'").equals("t"));
    cluster.db2().run("alter system set primary_conninfo = ''");
    cluster.db2().run("select pg_reload_conf()");
    Awaiting.that("db2 is cut off", () -> cluster.db1().count("pg_stat_replication") == 0);
  }

  private void failOver() throws Exception {
    String system = cluster.db1().ask("select system_identifier from pg_control_system()");
    FenceProof proof =
        cluster
            .onHosts()
            .fence(new FenceNode(PostgresCluster.node("db1"), system, new Token(1, 1, 1)));
    promoted =
        cluster
            .onHosts()
            .promote(
                new PromoteNode(PostgresCluster.node("db2"), proof, system, 1, new Token(1, 2, 1)));
  }

  private Preserved preserve() {
    return cluster
        .onHosts()
        .preserve(
            new PreserveNode(
                PostgresCluster.node("db1"), promoted, 1, "lab@1", null, new Token(1, 3, 1)));
  }

  private Salvaged salvage(Preserved preserved) {
    return cluster.salvages().salvage(new SalvageRows(PostgresCluster.node("db1"), preserved));
  }

  private Settled settle(Preserved preserved, Fate fate, boolean unreviewed) {
    return cluster
        .salvages()
        .settleOld(
            new SettleOld(
                PostgresCluster.node("db1"), preserved, fate, unreviewed, "aya", "reviewed"));
  }

  private Path work() {
    return Path.of(cluster.db1().data() + ".bosai", "salvage", "lab_1", "old");
  }

  private List<ProcessHandle> programs() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                Stream.of(process.info().arguments().orElse(new String[0]))
                    .anyMatch(argument -> argument.contains(work().toString())))
        .toList();
  }

  private static String fingerprint(Path directory) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted().toList()) {
        all.append(file)
            .append(Files.readAttributes(file, "unix:mode,uid,size,lastModifiedTime"))
            .append('\n');
      }
    }
    return all.toString();
  }

  private static List<String> lines(SalvagedTable table) throws IOException {
    return Files.readAllLines(Path.of(table.file())).stream().skip(1).sorted().toList();
  }

  private static void counts(Salvaged found, String table, long... expected) {
    SalvagedTable changes = found.tables().get(table);
    assertThat(new long[] {changes.inserted(), changes.updated(), changes.deleted()})
        .as(table)
        .isEqualTo(expected);
  }
}
