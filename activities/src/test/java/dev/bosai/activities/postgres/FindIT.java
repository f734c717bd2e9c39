package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.postgres.aim.Finder;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.workflows.port.BackupActivities.FindTransactions;
import dev.bosai.workflows.port.Candidates;
import dev.bosai.workflows.port.Candidates.Candidate;
import dev.bosai.workflows.port.Candidates.Table;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person did on a real primary is found in its WAL, in words the person knows. */
class FindIT {
  private PostgresCluster cluster;
  private PostgresServer db1;
  private Archery archery;
  private Instant begin;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.startArchiving();
    db1 = cluster.db1();
    archery = new Archery(cluster, "db1");
    db1.run("create table orders(id int primary key, item text)");
    db1.run("insert into orders select g, 'item ' || g from generate_series(1, 5) g");
    db1.run("create table customers(id int primary key, name text)");
    db1.run("create schema bosai");
    db1.run("create table bosai.probe(id int)");
    archery.backUp("one");
    begin = archery.now(db1);
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void rowsAreCountedByTableAndKind() throws Exception {
    db1.run("insert into orders values (6, 'one')");
    db1.run("copy customers from program 'seq -f ''%g x'' 1 700' with (delimiter ' ')");
    db1.run("update orders set item = 'oops' where id < 4");
    db1.run("delete from orders where id = 5");
    db1.run("begin; insert into orders values (7, 'a'), (8, 'b'); delete from customers; commit");

    List<Candidate> found = find("").found();

    assertThat(found)
        .extracting(Candidate::kind)
        .containsExactly("insert", "insert", "update", "delete", "delete");
    assertThat(found)
        .extracting(Candidate::tables)
        .containsExactly(
            List.of(new Table("public.orders", 1, 0, 0, false)),
            List.of(new Table("public.customers", 700, 0, 0, false)),
            List.of(new Table("public.orders", 0, 3, 0, false)),
            List.of(new Table("public.orders", 0, 0, 1, false)),
            List.of(
                new Table("public.customers", 0, 0, 700, false),
                new Table("public.orders", 2, 0, 0, false)));
    assertThat(found).isSortedAccordingTo((a, b) -> a.commit().compareTo(b.commit()));
    assertThat(found).allSatisfy(one -> assertThat(one.first()).isLessThan(one.commit()));
  }

  @Test
  void theSchemasChangesAreToldApart() throws Exception {
    db1.run("create table public.later(i int)");
    db1.run("create index on public.later(i)");
    db1.run("analyze orders");
    db1.run("alter table orders add column price int default 7");
    db1.run("alter table orders alter column id type bigint");
    db1.run("update orders set price = 8 where id = 1");
    db1.run("truncate customers");
    db1.run("insert into customers values (1, 'in the new file')");
    db1.run("drop table customers");
    db1.run("drop table orders");
    db1.run("create view v as select 1");

    Candidates all = find("");

    assertThat(all.missing()).isEmpty();
    assertThat(all.found())
        .extracting(one -> one.kind() + " " + names(one))
        .containsExactly(
            "create public.later",
            "create ",
            "alter public.orders",
            "alter public.orders",
            "update public.orders",
            "truncate public.customers!",
            "insert public.customers",
            "drop public.customers!",
            "drop public.orders!",
            "create ");
  }

  @Test
  void partsOfATransactionCountWithIt() throws Exception {
    String xid;
    try (Connection connection = db1.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("savepoint a");
      statement.execute("insert into orders values (6, 'a')");
      statement.execute("savepoint b");
      statement.execute("delete from orders");
      statement.execute("rollback to savepoint b");
      statement.execute("update orders set item = 'x' where id = 1");
      xid = Archery.xid(statement);
      connection.commit();
    }
    db1.run("begin; insert into customers values (1, 'p'); prepare transaction 'p'");
    db1.run("commit prepared 'p'");
    Archery.rolledBack(db1, "truncate orders");

    List<Candidate> found = find("").found();

    assertThat(found).hasSize(2);
    assertThat(found.get(0).target()).isEqualTo("xid:" + xid);
    assertThat(found.get(0).tables()).containsExactly(new Table("public.orders", 1, 1, 0, false));
    assertThat(names(found.get(1))).isEqualTo("public.customers");
  }

  @Test
  void whatIsFoundCanBeAimedAtAsItIs() throws Exception {
    String before = db1.ask("select string_agg(o::text, ';' order by id) from orders o");
    db1.run("drop table orders");
    db1.run("insert into customers values (1, 'later')");
    Candidate drop = find("orders").found().get(0);

    PostgresServer restored = archery.restore(archery.aim(drop.target()));

    assertThat(archery.aim(drop.target()).lsn()).isEqualTo(drop.first());
    assertThat(restored.ask("select string_agg(o::text, ';' order by id) from orders o"))
        .isEqualTo(before);
  }

  @Test
  void oneTableCanBeAskedForAndAnUnknownOneIsRefused() throws Exception {
    db1.run("insert into orders values (6, 'x')");
    db1.run("insert into customers values (1, 'x')");
    db1.run("insert into bosai.probe values (1)");

    assertThat(find("").found())
        .extracting(FindIT::names)
        .containsExactly("public.orders", "public.customers");
    assertThat(find("orders").found()).extracting(FindIT::names).containsExactly("public.orders");
    assertThat(find("public.orders").found()).hasSize(1);
    assertThat(find("bosai.probe").found()).hasSize(1);
    assertThatThrownBy(() -> find("ordesr"))
        .hasMessageContaining("table \"ordesr\" was in no database")
        .hasMessageContaining("did you mean \"orders\"?");
  }

  @Test
  void onlyTheSpanIsShownAndATransactionThatBeganBeforeItAsAWhole() throws Exception {
    db1.run("insert into orders values (6, 'too early')");
    Instant around;
    try (Connection connection = db1.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("insert into orders values (7, 'begun before')");
      db1.run("checkpoint");
      Thread.sleep(Duration.ofMillis(1_100).toMillis());
      around = archery.now(db1);
      statement.execute("insert into orders values (8, 'in the span')");
      connection.commit();
    }

    Candidates found = finder().find(request(around.plusMillis(500), Duration.ofSeconds(1), ""));

    assertThat(found.found())
        .extracting(Candidate::tables)
        .containsExactly(List.of(new Table("public.orders", 2, 0, 0, false)));
    assertThat(finder().find(request(around.minusSeconds(600), Duration.ofSeconds(1), "")).found())
        .isEmpty();
  }

  @Test
  void withADeadPrimaryTheBackupsCatalogStillKnowsTheNames() throws Exception {
    db1.run("drop table orders");
    archery.aim("latest");
    db1.destroy();

    Candidates found = find("");

    assertThat(found.found())
        .extracting(one -> one.kind() + " " + names(one))
        .containsExactly("drop public.orders!");
    assertThat(found.missing()).contains("no primary answers");
  }

  /** Asks for what was done since the backup. */
  private Candidates find(String table) throws Exception {
    Instant now = Instant.now();
    return finder().find(request(now, Duration.between(begin, now), table));
  }

  private static FindTransactions request(Instant around, Duration within, String table) {
    return new FindTransactions(PostgresCluster.node("db1"), around, within, table);
  }

  private Finder finder() {
    return new Finder(
        new Hosts(cluster.listed()),
        new ConfiguredBackups(cluster.listed(), PostgresCluster.secrets()),
        new Primaries(cluster.listed(), new Admins(PostgresCluster.secrets())),
        cluster.listed());
  }

  /** The names of its tables, with a mark where the content is gone as a whole. */
  private static String names(Candidate one) {
    return String.join(
        " ",
        one.tables().stream().map(table -> table.name() + (table.dropped() ? "!" : "")).toList());
  }
}
