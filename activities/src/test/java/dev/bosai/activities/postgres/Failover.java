package dev.bosai.activities.postgres;

import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.PromoteNode;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.Token;
import java.sql.Connection;

/** Fences db1 and promotes db2, which has one row of the table "ledger". */
final class Failover {
  private Failover() {}

  /**
   * Fails over.
   *
   * @param losing whether db1 first takes five transactions that db2 never sees
   */
  static Promoted of(PostgresCluster cluster, boolean losing) throws Exception {
    cluster.db1().run("insert into ledger values (0)");
    Awaiting.that("the row arrived", () -> cluster.db2().count("ledger") == 1);
    if (losing) {
      cluster.db2().run("alter system set primary_conninfo = ''");
      cluster.db2().run("select pg_reload_conf()");
      Awaiting.that("db2 is cut off", () -> cluster.db1().count("pg_stat_replication") == 0);
      loseFive(cluster.db1());
    }
    String system = cluster.db1().ask("select system_identifier from pg_control_system()");
    FenceProof proof =
        cluster
            .onHosts()
            .fence(new FenceNode(PostgresCluster.node("db1"), system, new Token(1, 1, 1)));
    return cluster
        .onHosts()
        .promote(
            new PromoteNode(PostgresCluster.node("db2"), proof, system, 1, new Token(1, 2, 1)));
  }

  private static void loseFive(PostgresServer db1) throws Exception {
    try (Connection connection = db1.connect()) {
      var statement = connection.createStatement();
      statement.execute("insert into ledger values (1)");
      statement.execute("insert into ledger values (2)");
      connection.setAutoCommit(false);
      statement.execute("savepoint a");
      statement.execute("insert into ledger values (3)");
      statement.execute("savepoint b");
      statement.execute("insert into ledger values (4)");
      connection.commit();
      statement.execute("insert into ledger values (-1)");
      connection.rollback();
      connection.setAutoCommit(true);
      statement.execute("begin; insert into ledger values (5); prepare transaction 'p'");
      statement.execute("commit prepared 'p'");
      statement.execute("create table later as select 1 as i");
    }
  }
}
