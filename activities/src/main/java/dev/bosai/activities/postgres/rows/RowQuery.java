package dev.bosai.activities.postgres.rows;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads a table's rows as texts, in an order that does not depend on the server's collations and so
 * is the same on both sides.
 *
 * @param pair whose columns are read
 * @param side from which of its tables
 * @param utf8 whether the database's own encoding is UTF-8
 * @param filter a condition, or empty
 */
record RowQuery(Pair pair, Table side, boolean utf8, String filter) {

  String text() {
    String cells = pair.columns().stream().map(this::cell).collect(Collectors.joining(", "));
    String order = order();
    return "select "
        + cells
        + " from "
        + side.own()
        + " t"
        + (filter.isEmpty() ? "" : " where " + filter)
        + (order.isEmpty() ? "" : " order by " + order);
  }

  private String cell(Column column) {
    return has(column) ? "t." + Names.quoted(column.name()) + "::text" : "null::text";
  }

  /** A column that this side lacks is null in all its rows and orders nothing. */
  private String order() {
    List<Column> columns = pair.columns();
    return pair.ordering().stream()
        .map(columns::get)
        .filter(this::has)
        .map(this::ordered)
        .collect(Collectors.joining(", "));
  }

  /** Where the key's own order is known here, the server can read along its index. */
  private String ordered(Column column) {
    String name = "t." + Names.quoted(column.name());
    if (pair.whole(column) || pair.ordersAsText(column)) {
      return name + " nulls first";
    }
    return utf8
        ? name + "::text collate \"C\" nulls first"
        : "convert_to(" + name + "::text, 'UTF8') nulls first";
  }

  private boolean has(Column column) {
    return side.column(column.name()).isPresent();
  }
}
