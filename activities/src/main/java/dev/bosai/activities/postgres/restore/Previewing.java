package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.Proven.Check;
import dev.bosai.workflows.port.RestoreActivities.Preview;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at what was restored, so that a person can decide. */
final class Previewing {
  private static final Duration SILENCE = Duration.ofSeconds(40);
  private static final Duration AMCHECK_WITHIN = Duration.ofSeconds(60);
  private static final String BROKEN_INDEXES =
      """
      select string_agg(indexrelid::regclass::text, ', ') from pg_index
      where not indisvalid or not indisready or not indislive
      """;

  /** Extensions whose tables cannot be read unless the server has loaded their library. */
  private static final String NEED_LIBRARY =
      """
      select string_agg(extname, ', ' order by extname) from pg_extension
      where extname in ('timescaledb', 'citus', 'citus_columnar', 'pg_tde')
      """;

  private final InstanceServer server;
  private final Try current;

  Previewing(InstanceServer server, Try current) {
    this.server = server;
    this.current = current;
  }

  /**
   * Looks.
   *
   * @param catalog the database's name on the server
   */
  Preview of(String catalog) throws IOException, SQLException, InterruptedException {
    List<Check> checks = new ArrayList<>();
    TableCounts counts;
    try (Connection connection = server.open(catalog, SILENCE)) {
      checks.add(libraries(connection));
      checks.add(indexes(connection));
      counts = TableCounts.of(connection, current);
      checks.addAll(counts.checks());
      checks.add(pages(connection, catalog));
    }
    return new Preview(connect(catalog), counts.rows(), checks);
  }

  private static Check libraries(Connection connection) throws SQLException {
    String found = Sql.text(connection, NEED_LIBRARY);
    return found.isEmpty()
        ? new Check("extensions", true, "no extension misses a library")
        : new Check(
            "extensions",
            false,
            "the preview runs without the libraries of " + found + ", whose tables it cannot read");
  }

  private static Check indexes(Connection connection) throws SQLException {
    String found = Sql.text(connection, BROKEN_INDEXES);
    return found.isEmpty()
        ? new Check("indexes", true, "every index is valid")
        : new Check("indexes", false, "not valid at the target: " + found);
  }

  /** The extension cannot be made while it is read-only, and a big database takes too long here. */
  private Check pages(Connection connection, String catalog)
      throws SQLException, IOException, InterruptedException {
    boolean installed =
        Sql.holds(connection, "select exists (select from pg_extension where extname = 'amcheck')");
    if (!installed) {
      return left("extension \"amcheck\" is not in database \"" + catalog + "\"");
    }
    return new Amcheck(server.instance(), current)
        .within(AMCHECK_WITHIN, List.of("--database=" + catalog))
        .orElseGet(() -> left("it did not end within " + AMCHECK_WITHIN.toSeconds() + " s"));
  }

  private static Check left(String why) {
    return new Check("pg_amcheck", true, "left to the proof of the backup: " + why);
  }

  /** Whoever is root or the directory's owner needs no password there. */
  private String connect(String catalog) {
    Instance at = server.instance();
    return "psql \"host='%s' port=%d user='%s' dbname='%s'\""
        .formatted(at.sockets(), at.port(), at.admin(), catalog);
  }
}
