package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.port.DatabaseActivities.Statement;
import dev.bosai.workflows.port.DatabaseActivities.StatementAnswer;
import dev.bosai.workflows.port.RestoreActivities.AskRestored;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import java.sql.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A runbook's statement is asked of what stands beside a primary that has gone on since. */
class RestoreAskIT {
  private static final String COUNT = "select count(*) from orders";
  private PostgresCluster cluster;
  private PostgresServer db1;
  private RestoreDrill drill;
  private Restored restored;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    drill = new RestoreDrill(cluster);
    db1 = cluster.db1();
    Archery archery = new Archery(cluster, "db1");
    db1.run("create table orders(id int primary key)");
    db1.run("insert into orders select generate_series(1, 50)");
    db1.run("create table held(i int)");
    archery.backUp("one");
    try (Connection open = db1.connect();
        java.sql.Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("drop table held");
      String xid = mistake("delete from orders where id > 20");
      db1.run("create table later(i int)");
      restored = drill.restore(archery.aim("xid:" + xid));
    }
  }

  @AfterEach
  void stop() throws Exception {
    drill.close();
  }

  @Test
  void theAnswerIsThatOfTheTargetAndNotThatOfTheServingDatabase() throws Exception {
    assertThat(ask(COUNT, "50")).isEqualTo(new StatementAnswer("50", 1));
    assertThat(db1.ask(COUNT)).isEqualTo("20");
    assertThatThrownBy(() -> ask(COUNT, "20"))
        .hasMessageContaining("the statement answered \"50\"; expected \"20\"");
  }

  @Test
  void aStatementThatWritesIsRefusedOnBothSides() throws Exception {
    assertThatThrownBy(() -> ask("delete from orders", ""))
        .hasMessageContaining("beside node \"db1\"")
        .hasMessageContaining("read-only transaction");
    assertThatThrownBy(() -> ask("set default_transaction_read_only = off; delete from orders", ""))
        .hasMessageContaining("read-only transaction");

    assertThat(ask(COUNT, "").first()).isEqualTo("50");
    assertThat(db1.ask(COUNT)).isEqualTo("20");
  }

  @Test
  void aTableThatReplayHoldsIsNotWaitedForUntilTheStepHasNoTimeLeft() {
    assertThatThrownBy(() -> ask("select count(*) from held", ""))
        .hasMessageContaining("canceling statement due to lock timeout");
  }

  @Test
  void aServerThatWasKilledMeanwhileAnswersAgain() throws Exception {
    drill.crash();

    assertThat(ask(COUNT, "50").first()).isEqualTo("50");
  }

  @Test
  void whatWasOpenedOrDiscardedIsNotAsked() {
    drill.open(restored);
    assertThatThrownBy(() -> ask(COUNT, ""))
        .hasMessageContaining("is in phase \"OPENED\"")
        .hasMessageContaining("before it is opened");

    drill.discard();
    assertThatThrownBy(() -> ask(COUNT, ""))
        .hasMessageContaining("nothing of run \"lab@7\" stands beside node \"db1\"");
  }

  private StatementAnswer ask(String statement, String expect) {
    return drill
        .attempt()
        .askRestored(
            new AskRestored(restored, new Statement(PostgresCluster.REF, statement, expect)));
  }

  private String mistake(String statement) throws Exception {
    try (Connection connection = db1.connect();
        java.sql.Statement sql = connection.createStatement()) {
      connection.setAutoCommit(false);
      sql.execute(statement);
      String xid = Archery.xid(sql);
      connection.commit();
      return xid;
    }
  }
}
