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
