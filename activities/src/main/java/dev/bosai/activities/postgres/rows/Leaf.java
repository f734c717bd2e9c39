package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wal.Relation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that has rows of its own: a plain one, or a partition.
 *
 * @param id its object id, which both timelines share if it was there at the fork
 * @param file as WAL names it; another one once the table was rewritten
 */
record Leaf(long id, Relation file) {
  private static final String LEAVES =
      """
      select c.oid, case c.reltablespace when 0 then d.dattablespace else c.reltablespace end,
        d.oid, pg_relation_filenode(c.oid)
      from pg_class c join pg_database d on d.datname = current_database()
      where c.relkind = 'r' and (c.oid = ?::regclass
        or c.oid in (select relid from pg_partition_tree(?::regclass)))
      order by c.oid
      """;

  /** Returns those of a table. */
  static List<Leaf> of(Connection connection, Table table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LEAVES)) {
      statement.setString(1, table.quoted());
      statement.setString(2, table.quoted());
      try (ResultSet row = statement.executeQuery()) {
        List<Leaf> found = new ArrayList<>();
        while (row.next()) {
          Relation file = new Relation(row.getLong(2), row.getLong(3), row.getLong(4));
          found.add(new Leaf(row.getLong(1), file));
        }
        return found;
      }
    }
  }
}
