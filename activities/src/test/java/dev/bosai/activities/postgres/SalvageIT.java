package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.SalvageActivities.Salvaged;
import dev.bosai.workflows.port.SalvageActivities.SalvagedTable;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;
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
  private LostTimeline old;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
    old = LostTimeline.on(cluster);
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
      old.cutOff();
      for (TwoTimelines table : tables.values()) {
        table.onOld(db1, 60);
      }
      if (seed == 2) {
        db1.createStatement().execute("vacuum freeze plain");
      }
    }
    old.failOver();
    try (Connection db2 = cluster.db2().connect()) {
      for (TwoTimelines table : tables.values()) {
        table.onLive(db2, 60);
      }
    }

    Salvaged found = old.salvage(old.preserve());

    assertThat(found.tables()).as("seed " + seed).containsOnlyKeys(tables.keySet());
    for (var one : tables.entrySet()) {
      SalvagedTable table = found.tables().get(one.getKey());
      assertThat(LostTimeline.lines(table))
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
    old.cutOff();
    cluster.db1().run("truncate a; insert into a values (1, 'fork'), (2, 'old'), (60, 'old')");
    cluster
        .db1()
        .run(
            "update b set v = 'old' where id <= 3; delete from b where id = 50; insert into b values (60, 'old')");
    old.failOver();
    cluster.db2().run("delete from a where id between 10 and 49; insert into a values (70, 'new')");
    cluster
        .db2()
        .run(
            "delete from b where id = 3; update b set v = 'new' where id = 2; insert into b values (70, 'new')");
    cluster.db2().run("vacuum full b");

    Salvaged found = old.salvage(old.preserve());

    LostTimeline.counts(found, "public.a", 1, 1, 8);
    assertThat(found.tables().get("public.a").alike()).isEqualTo(1);
    assertThat(LostTimeline.lines(found.tables().get("public.b")))
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
    old.cutOff();
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
    old.failOver();
    cluster
        .db2()
        .run(
            "insert into nokey values ('same'), ('new'); insert into bulk values (1, 'new'), (500, 'new')");
    cluster.db2().run("insert into quiet values (2)");

    Salvaged found = old.salvage(old.preserve());

    assertThat(found.tables()).containsOnlyKeys("public.nokey", "public.bulk", "public.later");
    assertThat(LostTimeline.lines(found.tables().get("public.nokey")))
        .containsExactly(
            "deleted,live,,changes",
            "deleted,live,,goes",
            "inserted,old,,came",
            "inserted,old,,changed",
            "inserted,old,,same");
    LostTimeline.counts(found, "public.bulk", 100, 0, 0);
    assertThat(found.tables().get("public.bulk").conflicts()).isEqualTo(1);
    LostTimeline.counts(found, "public.later", 1, 0, 0);
    assertThat(String.join("\n", found.notes()))
        .contains("the probe's table \"bosai.probe\" is left out: lost commits wrote 2 rows of it")
        .contains("table \"public.later\" was created by lost commits")
        .doesNotContain("rows more");
  }

  @Test
  void theStatementsBringTheRowsBackThatOnlyTheOldTimelineHas() throws Exception {
    old.small();
    Salvaged found = old.salvage(old.preserve());
    cluster.db2().psql("postgres", "--file=" + found.tables().get("public.orders").sql());
    assertThat(cluster.db2().ask("select string_agg(id || v, ' ' order by id) from orders"))
        .isEqualTo("1old 2fork 3old 4new 5new");
  }
}
