package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.runbooks.parse.Nearest;
import dev.bosai.workflows.port.FailureType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what a person asked for on both sides, and refuses what cannot come back as asked. */
final class TablesBack {
  private final Connection restored;
  private final Connection live;

  TablesBack(Connection restored, Connection live) {
    this.restored = restored;
    this.live = live;
  }

  /** Returns the tables; those that others refer to come first. */
  List<TableBack> of(List<String> asked) throws SQLException {
    if (asked.isEmpty()) {
      throw refused("no table is named", "name at least one, for example \"public.orders\"");
    }
    Map<String, TableBack> found = new LinkedHashMap<>();
    for (String text : asked) {
      TableBack table = table(Wanted.parse(text));
      if (found.put(table.full(), table) != null) {
        throw refused(
            "table \"" + table.full() + "\" is named twice",
            "name all values of one table at once");
      }
    }
    return ordered(found);
  }

  private TableBack table(Wanted wanted) throws SQLException {
    Catalog then = new Catalog(restored);
    Table table = then.table(wanted.schema(), wanted.table()).orElse(null);
    if (table == null) {
      throw refused(
          "table \"" + wanted.full() + "\" is not in what was restored",
          Nearest.hint(wanted.full(), then.tables().keySet()));
    }
    Optional<Table> there = new Catalog(live).table(wanted.schema(), wanted.table());
    TableBack back = new TableBack(table, there.orElse(null), filter(wanted, table));
    if (there.isPresent()) {
      requireKey(back.pair());
      requireColumns(back.pair());
      requireTypes(back.pair());
    }
    requireRows(wanted, back);
    return back;
  }

  private static String filter(Wanted wanted, Table table) {
    if (wanted.column().isEmpty()) {
      return "";
    }
    Column column =
        table
            .column(wanted.column())
            .orElseThrow(
                () ->
                    refused(
                        "table \"%s\" has no column \"%s\""
                            .formatted(table.full(), wanted.column()),
                        Nearest.hint(
                            wanted.column(), table.columns().stream().map(Column::name).toList())));
    return "t.%s = any(%s::%s[])"
        .formatted(Names.quoted(column.name()), Names.array(wanted.values()), column.type());
  }

  /** A value that finds nothing is a slip of the pen, or a row that was not there then. */
  private void requireRows(Wanted wanted, TableBack back) throws SQLException {
    if (wanted.column().isEmpty()) {
      return;
    }
    String type = back.restored().column(wanted.column()).orElseThrow().type();
    List<String> missing;
    try {
      missing =
          Sql.column(
              restored,
              ("select v from unnest(%s::text[]) v"
                      + " where not exists (select from %s t where t.%s = v::%s)")
                  .formatted(
                      Names.array(wanted.values()),
                      back.restored().own(),
                      Names.quoted(wanted.column()),
                      type));
    } catch (SQLException e) {
      throw refused(
          "column \"%s\" of \"%s\" is of type %s: %s"
              .formatted(wanted.column(), wanted.full(), type, e.getMessage()),
          "write values of that type");
    }
    if (!missing.isEmpty()) {
      throw refused(
          "no row of \"%s\" with \"%s\" = %s is in what was restored"
              .formatted(wanted.full(), wanted.column(), Nearest.quoted(missing)),
          "leave these values out, or restore to another target");
    }
  }

  private static void requireKey(Pair pair) {
    if (pair.key().isEmpty()) {
      throw refused(
          "table \"%s\" has no primary key, nor another unique one, that is the same on both sides,"
                  .formatted(pair.source().full())
              + " so its rows cannot be matched with the live ones",
          "rename the live table, so that the restored one comes back as a whole");
    }
  }

  private static void requireColumns(Pair pair) {
    if (!pair.added().isEmpty()) {
      throw refused(
          "the live table \"%s\" has no column %s, so rows would come back without it"
              .formatted(
                  pair.source().full(),
                  Nearest.quoted(pair.added().stream().map(Column::name).toList())),
          "add the column first, or switch instead of extracting");
    }
  }

  /**
   * A whole number may have become a longer one; other values might not fit, or not be the same.
   */
  private static void requireTypes(Pair pair) {
    for (Column column : pair.columns()) {
      String live = pair.base().column(column.name()).orElseThrow().type();
      if (!live.equals(column.type()) && !pair.whole(column)) {
        throw refused(
            "column \"%s\" of the live table \"%s\" is of type %s, the restored one of type %s"
                .formatted(column.name(), pair.source().full(), live, column.type()),
            "give it its type back first, or switch instead of extracting");
      }
    }
  }

  /** Whatever others refer to comes before them; those that refer to each other stay as asked. */
  private List<TableBack> ordered(Map<String, TableBack> found) throws SQLException {
    List<ForeignKey> keys = ForeignKey.all(restored);
    List<TableBack> left = new ArrayList<>(found.values());
    List<TableBack> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      Set<String> waiting = new HashSet<>();
      left.forEach(table -> waiting.add(table.full()));
      TableBack next =
          left.stream()
              .filter(table -> keys.stream().noneMatch(key -> key.holdsBack(table.full(), waiting)))
              .findFirst()
              .orElse(left.get(0));
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
