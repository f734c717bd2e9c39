package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.postgres.wire.LongCommand;
import dev.bosai.activities.postgres.wire.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The timeline that a primary's control file names. After a promotion it is the earlier one until a
 * checkpoint ends, which may be minutes (f25), and pgBackRest takes no backup before that.
 */
final class ControlTimeline {
  private static final Duration CHECKPOINT = Duration.ofMinutes(10);
  private static final String BEHIND =
      """
      select timeline_id <> ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int
      from pg_control_checkpoint()
      """;

  private ControlTimeline() {}

  /** Has the primary write it down, if it has not yet. */
  static void settle(Connection primary) throws SQLException, InterruptedException {
    if (Sql.holds(primary, BEHIND)) {
      LongCommand.run(primary, "checkpoint", CHECKPOINT);
    }
  }
}
