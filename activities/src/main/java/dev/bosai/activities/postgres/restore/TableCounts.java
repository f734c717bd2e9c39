package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.Proven.Check;
import dev.bosai.workflows.port.RestoreActivities.Rows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Counts tables exactly. A partitioned table is counted as a whole, one that others inherit from
 * without them.
 *
 * @param rows the biggest table first
 * @param checks why some were left out
 */
record TableCounts(List<Rows> rows, List<Check> checks) {
  private static final long MOST_ROWS = 10_000_000;
  private static final Duration BOUND = Duration.ofMinutes(3);

  /** Replay may hold a table that is being dropped until recovery ends (f21). */
  private static final String PATIENCE =
      "set statement_timeout = '20s'; set lock_timeout = '1s'; set timezone = 'UTC'";

  /** Cancelled by one of the two time-outs. */
  private static final Set<String> GIVEN_UP = Set.of("57014", "55P03");

  private static final String TABLES =
      """
      select format('%I.%I', n.nspname, c.relname) as name,
        n.nspname || '.' || c.relname as shown, c.relkind = 'p' as whole,
        c.relpersistence = 'u' as unlogged, greatest(c.reltuples, 0)::bigint as about
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
        and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
      order by c.relpages, 2
      """;

  private record Table(String name, String shown, boolean whole, boolean unlogged, long about) {
    String query() {
      return "select count(*) from " + (whole ? "" : "only ") + name;
    }
  }

  static TableCounts of(Connection connection, Try current) throws SQLException {
    Sql.run(connection, PATIENCE);
    TableCounts counts = new TableCounts(new ArrayList<>(), new ArrayList<>());
    long end = System.nanoTime() + BOUND.toNanos();
    for (Table table : tables(connection)) {
      current.progress("counting \"" + table.shown() + "\"");
      counts.add(table, connection, System.nanoTime() < end);
    }
    counts.rows.sort(Comparator.comparingLong(Rows::rows).reversed().thenComparing(Rows::table));
    return counts;
  }

  private void add(Table table, Connection connection, boolean timeLeft) throws SQLException {
    if (table.unlogged()) {
      leave(table, "it is unlogged, and so empty after every restore");
    } else if (!timeLeft) {
      leave(table, "counting has taken %d min".formatted(BOUND.toMinutes()));
    } else if (table.about() > MOST_ROWS) {
      leave(table, "it has about %d rows".formatted(table.about()));
    } else {
      count(table, connection);
    }
  }

  private void count(Table table, Connection connection) throws SQLException {
    try {
      rows.add(new Rows(table.shown(), Long.parseLong(Sql.text(connection, table.query()))));
    } catch (SQLException e) {
      if (!GIVEN_UP.contains(String.valueOf(e.getSQLState()))) {
        checks.add(new Check("count", false, "\"" + table.shown() + "\": " + e.getMessage()));
      } else if (e.getSQLState().equals("55P03")) {
        leave(table, "a transaction that was open at the target holds it");
      } else {
        leave(table, "it takes longer than 20 s");
      }
    }
  }

  private void leave(Table table, String why) {
    checks.add(new Check("count", true, "\"" + table.shown() + "\" was not counted: " + why));
  }

  private static List<Table> tables(Connection connection) throws SQLException {
    List<Table> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        found.add(
            new Table(
                row.getString("name"),
                row.getString("shown"),
                row.getBoolean("whole"),
                row.getBoolean("unlogged"),
                row.getLong("about")));
      }
    }
    return found;
  }
}
