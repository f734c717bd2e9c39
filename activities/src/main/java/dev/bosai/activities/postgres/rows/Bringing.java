package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.rows.DifferenceFile.Difference;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Brings rows back within a transaction that somebody else ends. Triggers of users do not fire: a
 * row comes back as it was, and what it once set off is not set off again. Foreign keys hold.
 */
final class Bringing {
  private static final String STAGED = "pg_temp.bosai_rows";
  private static final String TRIGGERS =
      """
      select case tgenabled when 'A' then 'always ' else '' end || 'trigger ' || quote_ident(tgname)
      from pg_trigger where tgrelid = ?::regclass and not tgisinternal and tgenabled in ('O', 'A')
      """;

  private final Connection restored;
  private final Connection live;

  Bringing(Connection restored, Connection live) {
    this.restored = restored;
    this.live = live;
  }

  /** Brings one table's rows back, and proves that it was all of them. */
  void rows(Difference difference) throws SQLException, IOException {
    TableBack table = difference.table();
    if (table.created()) {
      copy(table, difference.rows().inserted());
      return;
    }
    int columns = table.pair().columns().size();
    Sql.run(
        live,
        "create temp table bosai_rows (change text"
            + joined(columns, "", i -> ", c" + i + " text")
            + ")");
    Copying.from(difference.data(), live, STAGED);
    Sql.run(live, "analyze " + STAGED);
    List<String> triggers = Sql.column(live, TRIGGERS, table.pair().base().quoted());
    turn("disable", table, triggers);
    require(table, "inserted", difference.rows().inserted(), changed(insert(table)));
    require(table, "updated", difference.rows().updated(), changed(update(table)));
    turn("enable", table, triggers);
    Sql.run(live, "drop table " + STAGED);
  }

  private void copy(TableBack table, long expected) throws SQLException {
    List<String> names = table.restored().written().stream().map(Column::name).toList();
    String cells =
        names.stream().map(name -> "t." + Names.quoted(name)).collect(Collectors.joining(", "));
    String query =
        "select " + cells + " from " + table.restored().own() + " t where " + table.where();
    String into = table.restored().quoted() + " (" + Names.quoted(names) + ")";
    require(table, "inserted", expected, Copying.between(restored, query, live, into));
  }

  private static String insert(TableBack table) {
    List<Column> columns = table.pair().columns();
    return "insert into %s (%s) %sselect %s from %s where change = 'inserted'"
        .formatted(
            table.restored().quoted(),
            Names.quoted(columns.stream().map(Column::name).toList()),
            liveColumns(table).stream().anyMatch(Column::always) ? "overriding system value " : "",
            joined(columns.size(), ", ", i -> "c" + i + "::" + type(table, i)),
            STAGED);
  }

  private static String update(TableBack table) {
    List<Column> columns = table.pair().columns();
    List<Integer> key = table.pair().ordering();
    List<Integer> set =
        IntStream.range(0, columns.size())
            .filter(i -> !key.contains(i) && !liveColumn(table, i).always())
            .boxed()
            .toList();
    if (set.isEmpty()) {
      return "";
    }
    return "update %s t set %s from %s s where s.change = 'updated' and %s"
        .formatted(
            table.restored().own(),
            set.stream().map(i -> equal("", table, i)).collect(Collectors.joining(", ")),
            STAGED,
            key.stream().map(i -> equal("t.", table, i)).collect(Collectors.joining(" and ")));
  }

  private static String equal(String prefix, TableBack table, int i) {
    String name = Names.quoted(table.pair().columns().get(i).name());
    return prefix + name + " = s.c" + i + "::" + type(table, i);
  }

  private static String type(TableBack table, int i) {
    return liveColumn(table, i).type();
  }

  private static Column liveColumn(TableBack table, int i) {
    String name = table.pair().columns().get(i).name();
    return table.pair().base().column(name).orElseThrow();
  }

  private static List<Column> liveColumns(TableBack table) {
    return table.pair().base().columns();
  }

  private long changed(String command) throws SQLException {
    if (command.isEmpty()) {
      return 0;
    }
    try (Statement statement = live.createStatement()) {
      return statement.executeLargeUpdate(command);
    }
  }

  private void turn(String how, TableBack table, List<String> triggers) throws SQLException {
    for (String trigger : triggers) {
      String which = how.equals("disable") ? trigger.replaceFirst("^always ", "") : trigger;
      Sql.run(live, "alter table " + table.restored().own() + " " + how + " " + which);
    }
  }

  private static void require(TableBack table, String what, long expected, long found) {
    if (expected != found) {
      throw Failures.of(
          FailureType.REFUSED,
          "of \"%s\" %d rows would be %s, expected %d; nothing was changed"
              .formatted(table.full(), found, what, expected),
          "look for rules on the table that change what is written");
    }
  }

  private static String joined(
      int count, String between, java.util.function.IntFunction<String> text) {
    return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining(between));
  }
}
