package dev.bosai.activities.postgres.restore;

import dev.bosai.workflows.port.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a restored server says of its recovery.
 *
 * @param inRecovery whether it is still under way
 * @param paused whether replay stands still
 * @param replayed end of the last record that was replayed; null if there was none
 * @param at commit time of the last transaction that was replayed since the start; null if none was
 */
public record Look(
    boolean inRecovery, boolean paused, @Nullable Lsn replayed, @Nullable Instant at) {
  private static final String ASK =
      """
      select r as in_recovery,
        case when r then pg_get_wal_replay_pause_state() = 'paused' else false end as paused,
        pg_last_wal_replay_lsn()::text as replayed, pg_last_xact_replay_timestamp() as at
      from pg_is_in_recovery() r
      """;

  /** PostgreSQL's smallest page of WAL; the larger ones are multiples of it. */
  private static final int PAGE_BYTES = 1024;

  /** The header of a segment's first page; that of any other page is shorter. */
  private static final int HEADER_BYTES = 40;

  /**
   * Returns whether a target was arrived at: the next record begins there, or it was the last one.
   * Between the end of a record and the next one lies nothing but the header of a page, and no
   * record that pauses replay by itself is as short as that.
   *
   * @param lsn where a record begins
   * @param inclusive whether that record is replayed, too
   */
  boolean standsAt(Lsn lsn, boolean inclusive) {
    Lsn end = replayed;
    if (!inRecovery || !paused || end == null) {
      return false;
    }
    long missing = lsn.bytes() - end.bytes();
    if (inclusive) {
      return missing < 0;
    }
    return missing <= 0 || (end.bytes() % PAGE_BYTES == 0 && missing <= HEADER_BYTES);
  }

  /** Asks a server. */
  public static Look at(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ASK)) {
      row.next();
      String replayed = row.getString("replayed");
      Timestamp at = row.getTimestamp("at");
      return new Look(
          row.getBoolean("in_recovery"),
          row.getBoolean("paused"),
          replayed == null ? null : Lsn.parse(replayed),
          at == null ? null : at.toInstant());
    }
  }
}
