package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
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
import java.util.List;

/** What db1 committed and db2 never saw, after db2 was promoted. */
final class LostTimeline {
  private final PostgresCluster cluster;
  private Promoted promoted;

  private LostTimeline(PostgresCluster cluster) {
    this.cluster = cluster;
  }

  /** Begins on a cluster with the probe's table, in which nothing is lost yet. */
  static LostTimeline on(PostgresCluster cluster) throws Exception {
    // Of the administrator's own name, the schema would be where tables without one go.
    cluster.db1().run("alter role bosai set search_path = public");
    cluster.db1().run("create schema bosai; create table bosai.probe(id bigint primary key)");
    return new LostTimeline(cluster);
  }

  /** Order 1 changed and order 3 came on the old timeline alone; both sides wrote 4. */
  void small() throws Exception {
    cluster.db1().run("create table orders(id int primary key, v text)");
    cluster.db1().run("insert into orders values (1, 'fork'), (2, 'fork')");
    cutOff();
    cluster
        .db1()
        .run("update orders set v = 'old' where id = 1; insert into orders values (3, 'old')");
    failOver();
    cluster.db2().run("insert into orders values (4, 'new'), (5, 'new')");
  }

  void cutOff() throws Exception {
    String at = cluster.db1().ask("select pg_current_wal_flush_lsn()");
    Awaiting.that(
        "everything arrived",
        () -> cluster.db2().ask("select pg_last_wal_replay_lsn() >= '" + at + "'").equals("t"));
    cluster.db2().run("alter system set primary_conninfo = ''");
    cluster.db2().run("select pg_reload_conf()");
    Awaiting.that("db2 is cut off", () -> cluster.db1().count("pg_stat_replication") == 0);
  }

  void failOver() throws Exception {
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

  Preserved preserve() {
    return cluster
        .onHosts()
        .preserve(
            new PreserveNode(
                PostgresCluster.node("db1"), promoted, 1, "lab@1", null, new Token(1, 3, 1)));
  }

  Salvaged salvage(Preserved preserved) {
    return cluster.salvages().salvage(new SalvageRows(PostgresCluster.node("db1"), preserved));
  }

  Settled settle(Preserved preserved, Fate fate, boolean unreviewed) {
    return cluster
        .salvages()
        .settleOld(
            new SettleOld(
                PostgresCluster.node("db1"), preserved, fate, unreviewed, "aya", "reviewed"));
  }

  static List<String> lines(SalvagedTable table) throws IOException {
    return Files.readAllLines(Path.of(table.file())).stream().skip(1).sorted().toList();
  }

  static void counts(Salvaged found, String table, long... expected) {
    SalvagedTable changes = found.tables().get(table);
    assertThat(new long[] {changes.inserted(), changes.updated(), changes.deleted()})
        .as(table)
        .isEqualTo(expected);
  }
}
