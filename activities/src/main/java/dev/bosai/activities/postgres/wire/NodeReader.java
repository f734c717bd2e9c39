package dev.bosai.activities.postgres.wire;

import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeFacts;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what one server says of itself, in one round trip. */
public final class NodeReader {
  /**
   * A standby's own control file may lag behind the timeline it follows, so the newest of
   * everything it has on disk counts.
   */
  private static final String FACTS =
      """
      select r as in_recovery,
        (select system_identifier from pg_control_system())::text as system,
        case when r then
          greatest((select timeline_id from pg_control_checkpoint()),
                   (select min_recovery_end_timeline from pg_control_recovery()),
                   (select received_tli from pg_stat_wal_receiver),
                   (select max(('x' || left(name, 8))::bit(32)::int) from pg_ls_waldir()
                     where name ~ '^[0-9A-F]{24}$'))
        else ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int
        end as timeline,
        case when r then pg_last_wal_receive_lsn() end::text as streamed,
        case when r then greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
          else pg_current_wal_lsn() end::text as received,
        case when r then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end::text as replayed,
        pg_last_xact_replay_timestamp() as last_commit,
        exists (select from pg_stat_wal_receiver where status = 'streaming') as receiving,
        case when r then pg_get_wal_replay_pause_state() else 'not paused' end as pause,
        current_setting('recovery_min_apply_delay') as delay,
        coalesce((select string_agg(name, ', ' order by name) from pg_settings
          where name in ('recovery_target', 'recovery_target_lsn', 'recovery_target_name',
            'recovery_target_time', 'recovery_target_xid') and setting <> ''), '') as targets,
        current_setting('restore_command') <> '' as restores,
        current_setting('synchronous_standby_names') as sync_names,
        (select coalesce(array_agg(application_name), '{}') from pg_stat_replication
          where state = 'streaming') as standbys
      from pg_is_in_recovery() r
      """;

  private NodeReader() {}

  /**
   * Reads a server.
   *
   * @param node the name its facts carry
   */
  public static NodeFacts read(String node, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(FACTS)) {
      row.next();
      boolean inRecovery = row.getBoolean("in_recovery");
      return new NodeFacts(
          node,
          true,
          "",
          inRecovery,
          text(row, "system"),
          row.getInt("timeline"),
          lsn(row, "received"),
          lsn(row, "replayed"),
          time(row),
          row.getBoolean("receiving"),
          inRecovery ? unfit(row) : "",
          text(row, "sync_names"),
          List.of((String[]) row.getArray("standbys").getArray()));
    }
  }

  private static String unfit(ResultSet row) throws SQLException {
    return new Fitness(
            text(row, "pause"),
            text(row, "delay"),
            text(row, "targets"),
            row.getBoolean("receiving"),
            row.getBoolean("restores"),
            lsn(row, "streamed"),
            lsn(row, "replayed"))
        .unfit();
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNullElse(row.getString(column), "");
  }

  private static @Nullable Lsn lsn(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? null : Lsn.parse(text);
  }

  private static @Nullable Instant time(ResultSet row) throws SQLException {
    Timestamp time = row.getTimestamp("last_commit");
    return time == null ? null : time.toInstant();
  }
}
