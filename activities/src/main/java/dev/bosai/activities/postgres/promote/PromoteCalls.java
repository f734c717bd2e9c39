package dev.bosai.activities.postgres.promote;

import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a standby to promote until it has. One request is not enough: when the stream broke only a
 * moment ago the startup process can swallow it and sleep for {@code wal_retrieve_retry_interval},
 * five seconds by default; the next request wakes it.
 */
final class PromoteCalls {
  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final String NOT_IN_RECOVERY = "55000";
  private final Connection connection;
  private long next = System.nanoTime();

  PromoteCalls(Connection connection) {
    this.connection = connection;
  }

  /** Asks when it is time to, and looks whether the server takes writes. */
  Optional<Boolean> look() throws SQLException {
    if (System.nanoTime() - next >= 0) {
      ask();
      next = System.nanoTime() + AGAIN.toNanos();
    }
    return Sql.holds(connection, "select not pg_is_in_recovery()")
        ? Optional.of(true)
        : Optional.empty();
  }

  /** Returns how far the server is, for whoever must find out why it takes so long. */
  String phase() throws SQLException {
    return Sql.text(
        connection,
        "select 'received ' || coalesce(pg_last_wal_receive_lsn()::text, 'nothing')"
            + " || ', replayed ' || coalesce(pg_last_wal_replay_lsn()::text, 'nothing')");
  }

  private void ask() throws SQLException {
    try {
      Sql.text(connection, "select pg_promote(false)");
    } catch (SQLException e) {
      if (!NOT_IN_RECOVERY.equals(e.getSQLState())) {
        throw e;
      }
    }
  }
}
