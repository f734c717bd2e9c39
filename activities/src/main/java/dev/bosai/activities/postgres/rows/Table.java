package dev.bosai.activities.postgres.rows;

import java.util.List;
import java.util.Optional;

/**
 * A table as its database has it. A partitioned one stands for its partitions, since rows move
 * between them.
 *
 * @param schema its schema
 * @param name its name
 * @param partitioned whether its rows are in partitions
 * @param columns in their order
 * @param key columns of the primary key, else of a unique index without nulls; empty if there is
 *     neither
 * @param fetchRows so many are read at a time, fewer of wide ones
 */
record Table(
    String schema,
    String name,
    boolean partitioned,
    List<Column> columns,
    List<String> key,
    int fetchRows) {

  /** Returns its name for people. */
  String full() {
    return schema + "." + name;
  }

  /** Returns its name for statements. */
  String quoted() {
    return Names.quoted(schema) + "." + Names.quoted(name);
  }

  /** Returns what to read its own rows from, without those of tables that inherit from it. */
  String own() {
    return (partitioned ? "" : "only ") + quoted();
  }

  /** Returns the columns that are written. */
  List<Column> written() {
    return columns.stream().filter(column -> !column.generated()).toList();
  }

  Optional<Column> column(String wanted) {
    return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
  }
}
