package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What rows that come back refer to, and what referred to tables that come back. */
final class References {
  private static final String VIEWS =
      """
      select distinct format('%I.%I', n.nspname, v.relname)
      from pg_depend d join pg_rewrite r on r.oid = d.objid join pg_class v on v.oid = r.ev_class
        join pg_namespace n on n.oid = v.relnamespace
      where d.classid = 'pg_rewrite'::regclass and d.refobjid = ?::regclass and v.oid <> d.refobjid
      order by 1
      """;

  private final List<TableBack> tables;
  private final Connection restored;
  private final Connection live;

  References(List<TableBack> tables, Connection restored, Connection live) {
    this.tables = tables;
    this.restored = restored;
    this.live = live;
  }

  /** Returns what rows refer to that would not be there, one sentence each. */
  List<String> missing() throws SQLException {
    List<ForeignKey> then = ForeignKey.all(restored);
    List<ForeignKey> now = ForeignKey.all(live);
    List<String> found = new ArrayList<>();
    for (TableBack table : tables) {
      for (ForeignKey key : table.created() ? then : now) {
        if (key.child().equals(table.full()) && checkable(key, table)) {
          missing(key, table).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  /** Returns what went with a table and does not come back with it, one sentence each. */
  List<String> lost() throws SQLException {
    List<ForeignKey> now = ForeignKey.all(live);
    List<String> found = new ArrayList<>();
    for (ForeignKey key : ForeignKey.all(restored)) {
      boolean comesBack = created(key.child());
      if (created(key.parent()) && !comesBack && now.stream().noneMatch(key::same)) {
        found.add(
            ("table \"%s\" referred to \"%s\" by \"%s\", which is gone and does not come back by"
                    + " itself: alter table %s add constraint %s %s not valid")
                .formatted(
                    key.child(),
                    key.parent(),
                    key.name(),
                    key.childQuoted(),
                    Names.quoted(key.name()),
                    key.definition()));
      }
    }
    for (TableBack table : tables) {
      if (table.created()) {
        lostViews(table, found);
      }
    }
    return found;
  }

  private void lostViews(TableBack table, List<String> found) throws SQLException {
    for (String view : Sql.column(restored, VIEWS, table.restored().quoted())) {
      if (Sql.text(live, "select to_regclass(?)", view).isEmpty()) {
        found.add(
            "view \"%s\" read \"%s\", is gone and does not come back by itself"
                .formatted(view, table.full()));
      }
    }
  }

  private boolean created(String name) {
    return tables.stream().anyMatch(table -> table.created() && table.full().equals(name));
  }

  /** All rows of the parent come along, or the column was added since. */
  private boolean checkable(ForeignKey key, TableBack table) {
    boolean whole =
        tables.stream()
            .anyMatch(other -> other.full().equals(key.parent()) && other.filter().isEmpty());
    return !whole
        && key.columns().stream().allMatch(name -> table.restored().column(name).isPresent());
  }

  private Optional<String> missing(ForeignKey key, TableBack table) throws SQLException {
    stage("bosai_child", key.columns(), table);
    String answer = Sql.text(live, missingQuery(key));
    Sql.run(live, "drop table if exists pg_temp.bosai_child, pg_temp.bosai_parent");
    return answer.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("rows of \"%s\" refer by \"%s\" to rows of \"%s\" that are not there: %s;"
                    + " bring these back as well, or leave those out")
                .formatted(table.full(), key.name(), key.parent(), answer));
  }

  private String missingQuery(ForeignKey key) throws SQLException {
    List<String> places = new ArrayList<>();
    if (!Sql.text(live, "select to_regclass(?)", key.parentQuoted()).isEmpty()) {
      places.add("select from " + key.parentQuoted() + " p where " + equal(key, true));
    }
    for (TableBack table : tables) {
      if (table.full().equals(key.parent())) {
        stage("bosai_parent", key.referred(), table);
        places.add("select from pg_temp.bosai_parent p where " + equal(key, false));
      }
    }
    String absent =
        places.stream()
            .map(place -> "not exists (" + place + ")")
            .collect(Collectors.joining(" and "));
    String text = cells(key.columns().size(), "c.c#", " || ', ' || ");
    return """
        select count(*) || ' of them, for example ' || min(%s)
        from pg_temp.bosai_child c where %s having count(*) > 0
        """
        .formatted(text, absent.isEmpty() ? "true" : absent);
  }

  /**
   * Copies the distinct values of some columns of restored rows, without those that refer to none.
   */
  private void stage(String name, List<String> columns, TableBack table) throws SQLException {
    int count = columns.size();
    Sql.run(live, "create temp table " + name + " (" + cells(count, "c# text", ", ") + ")");
    String values =
        columns.stream()
            .map(column -> "t." + Names.quoted(column) + "::text")
            .collect(Collectors.joining(", "));
    String set =
        columns.stream()
            .map(column -> " and t." + Names.quoted(column) + " is not null")
            .collect(Collectors.joining());
    String query =
        "select distinct "
            + values
            + " from "
            + table.restored().own()
            + " t where "
            + table.where();
    Copying.between(restored, query + set, live, "pg_temp." + name);
    Sql.run(live, "analyze pg_temp." + name);
  }

  private static String equal(ForeignKey key, boolean typed) {
    return IntStream.range(0, key.columns().size())
        .mapToObj(
            i ->
                typed
                    ? "p.%s = c.c%d::%s"
                        .formatted(Names.quoted(key.referred().get(i)), i, key.types().get(i))
                    : "p.c%d = c.c%d".formatted(i, i))
        .collect(Collectors.joining(" and "));
  }

  private static String cells(int count, String form, String between) {
    return IntStream.range(0, count)
        .mapToObj(i -> form.replace("#", Integer.toString(i)))
        .collect(Collectors.joining(between));
  }
}
