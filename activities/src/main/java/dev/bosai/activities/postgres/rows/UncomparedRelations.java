package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Tells which relations hold something that no comparison of rows can find. */
final class UncomparedRelations {
  private static final String UNLOGGED =
      """
      select n.nspname || '.' || c.relname
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and c.relpersistence = 'u' order by 1
      """;

  private static final String IN_DOUBT =
      "select gid from pg_prepared_xacts where database = current_database() order by 1";

  private UncomparedRelations() {}

  static void note(Connection old, String catalog, List<String> notes) throws SQLException {
    for (String table : Sql.column(old, UNLOGGED)) {
      notes.add(
          ("table \"%s\" of database \"%s\" is unlogged:"
                  + " a crash empties it, so nothing of it is left")
              .formatted(table, catalog));
    }
    for (String transaction : Sql.column(old, IN_DOUBT)) {
      notes.add(
          ("transaction \"%s\" of database \"%s\" was prepared and not committed;"
                  + " its rows are not among these")
              .formatted(transaction, catalog));
    }
  }
}
