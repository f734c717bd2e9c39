package dev.bosai.activities.postgres.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Statements that would make the base like the source, one a line. */
final class Statements {
  private final Pair pair;
  private final List<Column> columns;
  private final List<String> key;

  Statements(Pair pair) {
    this.pair = pair;
    this.columns = pair.columns();
    this.key = pair.key();
  }

  /** Returns a statement that leaves a row alone whose key is there. */
  String insert(Row row) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (inBase(columns.get(i))) {
        names.add(columns.get(i).name());
        values.add(Names.literal(row.cell(i)));
      }
    }
    if (names.isEmpty()) {
      return "insert into " + table() + " default values;";
    }
    return "insert into %s (%s) %svalues (%s) on conflict do nothing;"
        .formatted(
            table(),
            names.stream().map(Names::inLine).collect(Collectors.joining(", ")),
            columns.stream().anyMatch(Column::always) ? "overriding system value " : "",
            String.join(", ", values));
  }

  /**
   * Returns a statement that changes a row only while it is as the base had it; empty if nothing
   * can be set there.
   */
  String update(Row source, Row base) {
    List<Integer> changed =
        changed(source, base).stream()
            .filter(i -> inBase(columns.get(i)) && !columns.get(i).always())
            .toList();
    if (changed.isEmpty()) {
      return "";
    }
    return "update %s set %s where %s and row(%s) is not distinct from row(%s);"
        .formatted(
            own(),
            joined(changed, ", ", i -> assigned(i, source)),
            byKey(source),
            joined(changed, ", ", i -> Names.inLine(columns.get(i).name()) + "::text"),
            joined(changed, ", ", i -> Names.literal(base.cell(i)) + "::text"));
  }

  /** Returns a statement that removes a row, as a comment. */
  String delete(Row row) {
    String from = "-- delete from " + own() + " where ";
    if (!key.isEmpty()) {
      return from + byKey(row) + ";";
    }
    List<Integer> present =
        pair.ordering().stream()
            .filter(i -> inBase(columns.get(i)) && row.cell(i) != null)
            .toList();
    return from
        + "ctid = (select ctid from "
        + own()
        + " where true"
        + joined(present, "", i -> " and " + same(i, row))
        + " limit 1);";
  }

  /** Returns the positions of the cells that are not the same. */
  List<Integer> changed(Row source, Row base) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!Objects.equals(source.cell(i), base.cell(i))) {
        found.add(i);
      }
    }
    return found;
  }

  private String own() {
    return (pair.base().partitioned() ? "" : "only ") + table();
  }

  private String table() {
    return Names.inLine(pair.base().schema()) + "." + Names.inLine(pair.base().name());
  }

  private String byKey(Row row) {
    return joined(
        pair.ordering(),
        " and ",
        i -> Names.inLine(columns.get(i).name()) + " = " + Names.literal(row.cell(i)));
  }

  private String same(int position, Row row) {
    return Names.inLine(columns.get(position).name())
        + "::text = "
        + Names.literal(row.cell(position));
  }

  private String assigned(int position, Row row) {
    return Names.inLine(columns.get(position).name()) + " = " + Names.literal(row.cell(position));
  }

  private boolean inBase(Column column) {
    return pair.base().column(column.name()).isPresent();
  }

  private static String joined(
      List<Integer> positions, String between, Function<Integer, String> text) {
    return positions.stream().map(text).collect(Collectors.joining(between));
  }
}
