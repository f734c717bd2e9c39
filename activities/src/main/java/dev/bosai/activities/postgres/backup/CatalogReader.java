package dev.bosai.activities.postgres.backup;

import dev.bosai.activities.postgres.backup.TableCatalog.Table;
import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads which tables a cluster has, and under which numbers WAL names them. */
public final class CatalogReader {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final String NO_SUCH_DATABASE = "3D000";

  /** A partitioned table has no file of its own, and is listed for its object id. */
  private static final String TABLES =
      """
      select case when c.relisshared then 0 else d.oid end,
        coalesce(nullif(c.reltablespace, 0), d.dattablespace),
        coalesce(pg_relation_filenode(c.oid), 0), c.oid,
        n.nspname || '.' || coalesce(o.relname, c.relname)
      from pg_database d, pg_class c
        left join pg_class o on c.relkind = 't' and o.reltoastrelid = c.oid
        join pg_namespace n on n.oid = coalesce(o.relnamespace, c.relnamespace)
      where d.datname = current_database() and c.relkind in ('r', 'm', 'p', 't')
      order by c.oid
      """;

  private CatalogReader() {}

  /** Reads them from all databases that can be connected to. */
  public static TableCatalog of(Primary primary) throws SQLException {
    Set<Table> tables = new LinkedHashSet<>();
    for (String database : databases(primary)) {
      try (Connection connection = primary.open(database, SILENCE)) {
        add(connection, tables);
      } catch (SQLException e) {
        if (!NO_SUCH_DATABASE.equals(e.getSQLState())) {
          throw e;
        }
        // It was dropped between the list and the look; so were its tables.
      }
    }
    return new TableCatalog(List.copyOf(tables));
  }

  private static List<String> databases(Primary primary) throws SQLException {
    try (Connection connection = primary.open(SILENCE)) {
      return Sql.column(
          connection, "select datname from pg_database where datallowconn order by oid");
    }
  }

  private static void add(Connection connection, Set<Table> tables) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        tables.add(
            new Table(
                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getString(5)));
      }
    }
  }
}
