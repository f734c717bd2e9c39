package dev.bosai.activities.postgres.promote;

import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Sessions that read on the standby. A query in conflict with WAL that is not applied yet would
 * hold the promotion up for {@code max_standby_streaming_delay}, 30 s by default, and lowering the
 * setting does not help a wait that has begun.
 */
final class ClientSessions {
  private ClientSessions() {}

  /** Ends every session that may hold a snapshot or a lock; idle ones hold neither. */
  static void endBusy(Connection connection) throws SQLException {
    Sql.column(
        connection,
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where backend_type = 'client backend' and state is distinct from 'idle'"
            + " and pid <> pg_backend_pid() and application_name <> 'bosai'");
  }
}
