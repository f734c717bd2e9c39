package dev.bosai.activities.postgres.backup;

import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.NodeRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Asks a database's primary whether its WAL reaches the archive. */
public final class ArchiverLook {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /** A command that hangs fails never; what waits for it tells. */
  private static final String COMPLAINTS =
      """
      select 'archive_mode is off' where current_setting('archive_mode') = 'off'
      union all
      select 'its archive_command fails with "' || last_failed_wal || '"' from pg_stat_archiver
        where last_failed_time > coalesce(last_archived_time, '-infinity')
      union all
      select count(*) || ' WAL files have waited for more than 5 min'
        from pg_ls_archive_statusdir()
        where name like '%.ready' and modification < now() - interval '5 minutes'
        having count(*) > 0
      """;

  private final Primaries primaries;

  /** Makes the look of one worker. */
  public ArchiverLook(Primaries primaries) {
    this.primaries = primaries;
  }

  /** Returns what is wrong, one sentence each; empty if WAL is archived. */
  List<String> alarms(NodeRef node) throws InterruptedException {
    DatabaseRef database = new DatabaseRef(node.system(), node.database());
    List<Primary> found = primaries.writable(database);
    if (found.isEmpty()) {
      return List.of("no node of \"" + node.database() + "\" takes writes; no new WAL is archived");
    }
    if (found.size() > 1) {
      return List.of("several nodes of \"" + node.database() + "\" take writes");
    }
    return complaints(found.get(0));
  }

  /** Returns the timeline of the node that takes writes, the newest of several; 0 if none does. */
  int timeline(NodeRef node) throws InterruptedException {
    return primaries.writable(new DatabaseRef(node.system(), node.database())).stream()
        .mapToInt(primary -> primary.facts().timeline())
        .max()
        .orElse(0);
  }

  private static List<String> complaints(Primary primary) {
    String name = primary.facts().node();
    try (Connection connection = primary.open(SILENCE)) {
      return Sql.column(connection, COMPLAINTS).stream()
          .map(complaint -> "the primary \"" + name + "\" does not archive: " + complaint)
          .toList();
    } catch (SQLException e) {
      return List.of(
          "the primary \"" + name + "\" does not say whether it archives: " + e.getMessage());
    }
  }
}
