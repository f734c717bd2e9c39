package dev.bosai.activities.postgres.prove;

import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.Proven.Check;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was restored has every row of the probe that the serving database has from before
 * the point that was replayed. The probe writes all the time, so of a restore that has lost commits
 * on its way it is what notices first. Rows that an earlier recovery lost are in neither.
 */
final class ProbeRows {
  /** A row's time is taken before its commit. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(10);

  private static final Duration SILENCE = Duration.ofMinutes(2);

  /** About three hours of them; what is older has been in many proofs. */
  private static final int NEWEST = 100_000;

  private final Serving serving;
  private final String table;
  private final String name;

  ProbeRows(Serving serving) {
    this.serving = serving;
    this.table = serving.database().probe().table();
    this.name = quoted(table);
  }

  /**
   * Compares.
   *
   * @param replayed commit time of the newest transaction that was; null if there was none
   */
  Check check(Connection restored, @Nullable Instant replayed) {
    try {
      boolean there = there(restored);
      String seen = there ? seen(restored) : "table \"" + table + "\" is not there";
      if (replayed == null || serving.primaries().size() != 1) {
        return Check.leftOut("probe", "there is nothing to compare it with; " + seen);
      }
      return compared(restored, there, seen, new Before(newest(restored, there), replayed));
    } catch (SQLException e) {
      return new Check("probe", false, "table \"" + table + "\": " + e.getMessage());
    }
  }

  /**
   * Which rows are compared.
   *
   * @param id of older ones
   * @param replayed what was written well before must be there
   */
  private record Before(long id, Instant replayed) {}

  private Check compared(Connection restored, boolean there, String seen, Before before)
      throws SQLException {
    Primary primary = serving.primaries().get(0);
    long live;
    try (Connection connection = primary.open(SILENCE)) {
      live = there(connection) ? count(connection, before) : 0;
    } catch (SQLException e) {
      return Check.leftOut("probe", "the primary does not tell: " + e.getMessage() + "; " + seen);
    }
    long missing = live - (there ? count(restored, before) : 0);
    return missing > 0
        ? new Check(
            "probe",
            false,
            "%s; %d rows are missing that node \"%s\" has from before %s"
                .formatted(seen, missing, primary.facts().node(), before.replayed()))
        : new Check("probe", true, seen + "; none is missing that the primary has");
  }

  private long count(Connection connection, Before before) throws SQLException {
    return Long.parseLong(
        Sql.text(
            connection,
            "select count(*) from " + name + " where id > ?::bigint and at <= ?::timestamptz",
            Long.toString(before.id()),
            before.replayed().minus(UNDER_WAY).toString()));
  }

  private long newest(Connection restored, boolean there) throws SQLException {
    return there
        ? Long.parseLong(Sql.text(restored, "select coalesce(max(id), 0) from " + name)) - NEWEST
        : 0;
  }

  private boolean there(Connection connection) throws SQLException {
    return !Sql.text(connection, "select to_regclass(?)", name).isEmpty();
  }

  private String seen(Connection restored) throws SQLException {
    return Sql.text(
        restored,
        "select format('%s probe rows up to id %s, the newest of %s', count(*),"
            + " coalesce(max(id), 0), coalesce(max(at)::text, 'never')) from "
            + name);
  }

  private static String quoted(String table) {
    int dot = table.indexOf('.');
    String schema = dot < 0 ? "public" : table.substring(0, dot);
    return '"' + schema + "\".\"" + table.substring(dot + 1) + '"';
  }
}
