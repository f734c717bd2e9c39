package dev.bosai.activities.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bosai.workflows.port.RowActivities.ExtractRows;
import dev.bosai.workflows.port.RowActivities.Extracted;
import dev.bosai.workflows.port.RowActivities.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows come back as they were, and whatever else is live stays as it is. */
class ExtractIT {
  private static final String SHOP =
      """
      set search_path = public;
      create role reporter;
      create table customers(id int primary key, name text);
      create function stamp() returns trigger language plpgsql as
        'begin new.note := ''by a trigger''; return new; end';
      create table orders(
        id serial primary key, customer int not null references customers, note text default '{}',
        price numeric(10,2) check (price >= 0), twice numeric generated always as (price * 2) stored,
        mother int references orders);
      create index on orders(note) where price > 1;
      create unique index on orders((lower(note)), id);
      create trigger stamp before insert or update on orders for each row execute function stamp();
      grant select on orders to reporter;
      comment on column orders.note is 'it''s a note';
      create table lines(id int primary key, ord int references orders);
      create view cheap as select * from orders where price < 5;
      insert into customers select i, 'customer ' || i from generate_series(1, 20) i;
      alter table orders disable trigger stamp;
      insert into orders(customer, note, price, mother)
        select 1 + i % 20, E'note \\\\ "' || i || E'"\\nand', i, nullif(i - 1, 0)
        from generate_series(1, 500) i;
      alter table orders enable trigger stamp;
      insert into lines select i, i from generate_series(1, 100) i
      """;

  private PostgresCluster cluster;
  private RestoredBeside beside;

  @BeforeEach
  void start() throws Exception {
    cluster = PostgresCluster.start();
    cluster.db1().run(AwkwardTables.SCHEMA);
    cluster.db1().run(AwkwardTables.ROWS);
    cluster.db1().run(SHOP);
    beside = RestoredBeside.of(cluster);
  }

  @AfterEach
  void stop() throws Exception {
    if (beside != null) {
      beside.end();
    }
    cluster.close();
  }

  @Test
  void aDroppedTableComesBackWithAllThatIsItsOwn() throws Exception {
    String before = beside.server().dump("orders");
    cluster.db1().run("drop table orders cascade");
    cluster.db1().run("update customers set name = 'meanwhile' where id = 1");
    cluster.db1().run("insert into lines values (1000, 1000)");

    Extracted shown = show("orders");
    assertThat(cluster.db1().ask("select to_regclass('orders')")).isNull();
    assertThat(shown.applied()).isFalse();
    assertThat(shown.tables()).containsEntry("public.orders", new Rows(true, 500, 0, 0));
    assertThat(shown.foreignKeys())
        .hasSize(2)
        .anyMatch(
            text -> text.contains("alter table public.lines add constraint \"lines_ord_fkey\""))
        .anyMatch(text -> text.contains("view \"public.cheap\""));
    assertThat(shown.sequences())
        .singleElement()
        .asString()
        .contains("is set to ", "the highest \"id\" is 500");
    assertThat(Files.readString(Path.of(shown.file()))).contains("public.orders,true,500,0,0,");

    Extracted done = apply(shown.hash(), "orders");
    assertThat(done.applied()).isTrue();
    assertThat(done.tables()).isEqualTo(shown.tables());
    assertThat(cluster.db1().dump("orders")).isEqualTo(before);
    assertThat(cluster.db1().ask("insert into orders(customer) values (1) returning id > 500"))
        .isEqualTo("t");
    assertThat(cluster.db1().ask("select name from customers where id = 1")).isEqualTo("meanwhile");
    assertThat(cluster.db1().count("lines")).isEqualTo(101);
    assertThatThrownBy(() -> cluster.db1().run("insert into orders(customer) values (99)"))
        .hasMessageContaining("foreign key");
  }

  @Test
  void severalTablesComeBackParentsFirstPartitionedOnesToo() throws Exception {
    List<String> tables = List.of("lines", "orders", "customers", "parts", "nokey");
    String before = beside.server().dump("lines", "orders", "customers", "parts*", "nokey");
    cluster.db1().run("drop view cheap; drop table lines, orders, customers, parts, nokey");
    Extracted shown = show(tables.toArray(String[]::new));
    assertThat(shown.tables()).containsEntry("public.parts", new Rows(true, 50, 0, 0));
    assertThat(shown.tables()).containsEntry("public.nokey", new Rows(true, 6, 0, 0));
    apply(shown.hash(), tables.toArray(String[]::new));
    assertThat(cluster.db1().dump("lines", "orders", "customers", "parts*", "nokey"))
        .isEqualTo(before);
  }

  @Test
  void rowsOfATableThatIsThereAreInsertedUpdatedAndKept() throws Exception {
    String before = rows(beside.server(), "things", "true");
    cluster.db1().run(AwkwardTables.AFTER);
    Extracted shown = show("things", "public.texts", "parts", "\"Odd \"\"Na\nme\"");
    assertThat(shown.tables())
        .containsEntry("public.things", new Rows(false, 1, 3, 2))
        .containsEntry("public.texts", new Rows(false, 1, 1, 2))
        .containsEntry("public.parts", new Rows(false, 1, 1, 2))
        .containsEntry("public.Odd \"Na\nme", new Rows(false, 1, 1, 1));
    assertThat(shown.foreignKeys()).isEmpty();
    assertThat(shown.sequences()).isEmpty();

    apply(shown.hash(), "things", "public.texts", "parts", "\"Odd \"\"Na\nme\"");
    assertThat(rows(cluster.db1(), "things", "id <= 1200")).isEqualTo(before);
    assertThat(cluster.db1().count("things")).isEqualTo(1202);
    Extracted again = show("things", "public.texts", "parts", "\"Odd \"\"Na\nme\"");
    assertThat(again.tables().values())
        .allMatch(rows -> rows.inserted() + rows.updated() == 0)
        .noneMatch(Rows::created);
  }

  @Test
  void aTruncatedTableIsFilledAndTriggersStayStillAndOn() throws Exception {
    String before = rows(beside.server(), "orders", "true");
    cluster.db1().run("truncate orders restart identity cascade");
    Extracted shown = show("orders");
    assertThat(shown.tables()).containsEntry("public.orders", new Rows(false, 500, 0, 0));
    apply(shown.hash(), "orders");
    assertThat(rows(cluster.db1(), "orders", "true")).isEqualTo(before);
    assertThat(cluster.db1().ask("insert into orders(customer) values (1) returning note"))
        .isEqualTo("by a trigger");
    assertThat(cluster.db1().ask("select max(id) > 500 from orders")).isEqualTo("t");
  }

  @Test
  void onlyTheRowsThatWereAskedForComeBack() throws Exception {
    cluster.db1().run("update orders set price = 0");
    Extracted shown = show("orders:id=7,8,9");
    assertThat(shown.tables()).containsEntry("public.orders", new Rows(false, 0, 3, 0));
    apply(shown.hash(), "orders:id=7,8,9");
    assertThat(cluster.db1().count("orders where price > 0")).isEqualTo(3);

    Extracted byNote = show("orders:customer=\"3\"");
    assertThat(byNote.tables().get("public.orders").updated()).isEqualTo(25);
  }

  @Test
  void whateverChangedSinceItWasShownIsRefused() throws Exception {
    cluster.db1().run("delete from texts");
    Extracted shown = show("texts");
    cluster.db1().run("insert into texts values ('new', 'by a client')");
    cluster.db1().run("insert into texts values ('a', 'by a client')");
    assertThatThrownBy(() -> apply(shown.hash(), "texts"))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("the live rows changed since they were shown; nothing was changed");
    assertThat(cluster.db1().count("texts")).isEqualTo(2);
    cluster.db1().run("delete from texts where k = 'a'");
    assertThat(apply(shown.hash(), "texts").tables())
        .containsEntry("public.texts", new Rows(false, 7, 0, 1));
  }

  @Test
  void rowsThatReferToNothingAreShownAndRefused() throws Exception {
    cluster.db1().run("delete from lines; delete from orders; delete from customers where id = 5");
    Extracted shown = show("orders");
    assertThat(shown.foreignKeys())
        .singleElement()
        .asString()
        .contains("\"orders_customer_fkey\"", "\"public.customers\"", "1 of them, for example 5");
    assertThatThrownBy(() -> apply(shown.hash(), "orders"))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("nothing was changed");
    assertThat(cluster.db1().count("orders")).isZero();
    Extracted both = show("orders", "customers:id=5");
    assertThat(both.foreignKeys()).isEmpty();
    apply(both.hash(), "orders", "customers:id=5");
    assertThat(cluster.db1().count("orders")).isEqualTo(500);
  }

  @Test
  void whatCannotBeAskedForIsRefusedAndNothingChanges() throws Exception {
    cluster.db1().run("delete from texts");
    refused("did you mean \"public.orders\"", "order");
    refused("no column \"idd\"", "orders:idd=1");
    refused("is of type integer", "orders:id=one");
    refused("\"id\" = \"501\"", "orders:id=1,501");
    refused("has no primary key", "nokey");
    refused("named twice", "orders", "orders:id=1");
    refused("does not name a table", "orders:id=");
    refused("no table is named");
    cluster.db1().run("alter table texts drop column v");
    refused("has no column \"v\"", "texts");
    cluster.db1().run("alter table texts add column v int");
    refused("is of type integer, the restored one of type text", "texts");
    assertThat(cluster.db1().count("texts")).isZero();
  }

  @Test
  void anotherAttemptAfterACommitReturnsWhatWasDone() throws Exception {
    cluster.db1().run("drop table orders cascade");
    Extracted shown = show("orders");
    Extracted done = apply(shown.hash(), "orders");
    cluster.db1().run("delete from orders where id > 10");
    assertThat(apply(shown.hash(), "orders")).isEqualTo(done);
    assertThat(cluster.db1().count("orders")).isEqualTo(10);
  }

  @Test
  void anInterruptedAttemptChangesNothingAndTheNextOneSucceeds() throws Exception {
    cluster.db1().run("delete from texts");
    Extracted shown = show("texts");
    try (Connection locker = cluster.db1().connect()) {
      locker.setAutoCommit(false);
      locker.createStatement().execute("lock table texts in access exclusive mode");
      FutureTask<Throwable> seen =
          new FutureTask<>(() -> catchThrowable(() -> apply(shown.hash(), "texts")));
      Thread worker = new Thread(seen);
      worker.start();
      Awaiting.that(
          "it waits for the table", () -> cluster.db1().count("pg_locks where not granted") > 0);
      worker.interrupt();
      assertThat(seen.get()).hasMessageContaining("interrupted");
    }
    assertThat(apply(shown.hash(), "texts").applied()).isTrue();
    assertThat(cluster.db1().count("texts")).isEqualTo(7);
  }

  @Test
  void aPasswordThatIsAnotherOneSinceTheTargetHindersNothing() throws Exception {
    cluster.db1().run("drop table orders cascade");
    beside.refusePasswords();
    assertThatThrownBy(() -> beside.server().ask("select 1")).hasMessageContaining("reject");
    assertThat(apply(show("orders").hash(), "orders").applied()).isTrue();
    assertThat(cluster.db1().count("orders")).isEqualTo(500);
  }

  @Test
  void itWritesAlsoWhileWritesAreHeld() throws Exception {
    cluster.db1().run("delete from texts");
    cluster.db1().run("alter system set default_transaction_read_only = on");
    cluster.db1().run("select pg_reload_conf()");
    Awaiting.that(
        "writes are held",
        () -> cluster.db1().ask("show default_transaction_read_only").equals("on"));
    apply(show("texts").hash(), "texts");
    assertThat(cluster.db1().count("texts")).isEqualTo(7);
  }

  private void refused(String message, String... tables) {
    assertThatThrownBy(() -> show(tables))
        .hasMessageContaining("REFUSED")
        .hasMessageContaining(message)
        .hasMessageContaining("nothing was changed");
  }

  private Extracted show(String... tables) {
    return cluster
        .rows()
        .extractRows(new ExtractRows(beside.restored(), List.of(tables), "lab@1", false, ""));
  }

  private Extracted apply(String hash, String... tables) {
    return cluster
        .rows()
        .extractRows(new ExtractRows(beside.restored(), List.of(tables), "lab@1", true, hash));
  }

  private static String rows(PostgresServer server, String table, String filter) throws Exception {
    return server.ask(
        "select string_agg((t.*)::text, chr(10) order by id) from %s t where %s"
            .formatted(table, filter));
  }
}
