package dev.bosai.activities.postgres.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A foreign key.
 *
 * @param name its own
 * @param child the table that refers, {@code schema.table}
 * @param childQuoted the same for statements
 * @param columns of the child
 * @param parent the table that is referred to, {@code schema.table}
 * @param parentQuoted the same for statements
 * @param referred columns of the parent
 * @param types of the parent's columns
 * @param definition as it stands in a statement
 */
record ForeignKey(
    String name,
    String child,
    String childQuoted,
    List<String> columns,
    String parent,
    String parentQuoted,
    List<String> referred,
    List<String> types,
    String definition) {

  private static final String ALL =
      """
      select k.conname, cn.nspname || '.' || c.relname, format('%I.%I', cn.nspname, c.relname),
        (select array_agg(a.attname::text order by u.place)
          from unnest(k.conkey) with ordinality u(attnum, place)
            join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum),
        pn.nspname || '.' || p.relname, format('%I.%I', pn.nspname, p.relname),
        (select array_agg(a.attname::text order by u.place)
          from unnest(k.confkey) with ordinality u(attnum, place)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum),
        (select array_agg(format_type(a.atttypid, a.atttypmod) order by u.place)
          from unnest(k.confkey) with ordinality u(attnum, place)
            join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.attnum),
        pg_get_constraintdef(k.oid)
      from pg_constraint k
        join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace
        join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace
      where k.contype = 'f' and k.conparentid = 0
      order by 2, 1
      """;

  /** Returns all of a database. */
  static List<ForeignKey> all(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ALL)) {
      List<ForeignKey> found = new ArrayList<>();
      while (row.next()) {
        found.add(
            new ForeignKey(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                texts(row, 4),
                row.getString(5),
                row.getString(6),
                texts(row, 7),
                texts(row, 8),
                row.getString(9)));
      }
      return found;
    }
  }

  /** Returns whether a table must wait for another one of those that wait. */
  boolean holdsBack(String table, Set<String> waiting) {
    return child.equals(table) && !parent.equals(table) && waiting.contains(parent);
  }

  /** Returns whether another one is the same constraint. */
  boolean same(ForeignKey other) {
    return name.equals(other.name) && child.equals(other.child);
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
