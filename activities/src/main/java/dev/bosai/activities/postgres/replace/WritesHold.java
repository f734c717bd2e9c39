package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.SwitchActivities.HoldWrites;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Holds writes of well-behaved clients: sessions are read-only by default and those that are open
 * end. Whoever sets a session read-write goes on writing, so this is a boundary and no fence (f12,
 * f19).
 */
public final class WritesHold {
  /** Sessions start read-only while it is on. */
  public static final String SETTING = "default_transaction_read_only";

  private final Hosts hosts;
  private final Markers markers;
  private final LocalServer servers;

  /** Makes it for the nodes of this host. */
  public WritesHold(Hosts hosts, Markers markers, Protected listed, Admins admins) {
    this.hosts = hosts;
    this.markers = markers;
    this.servers = new LocalServer(listed, admins);
  }

  /**
   * Holds writes, or frees them.
   *
   * @return the primary's position afterwards
   */
  public Lsn set(HoldWrites request) throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    host.requireIdentity(request.systemIdentifier());
    try (Held held = markers.hold(host, request.token(), "hold writes");
        Connection connection = servers.open(host)) {
      if (request.hold()) {
        hold(connection, held);
      } else {
        free(connection, held);
      }
      return Lsn.parse(Sql.text(connection, "select pg_current_wal_flush_lsn()"));
    }
  }

  private static void hold(Connection connection, Held held) throws IOException, SQLException {
    held.note("held writes", Map.of());
    Sql.alterSystem(connection, SETTING, "on");
    Sql.column(
        connection,
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            + " where backend_type = 'client backend' and pid <> pg_backend_pid()"
            + " and application_name <> 'bosai'");
  }

  /** Frees writes; a setting that was not ours is nobody's any more after a hold. */
  public static void free(Connection connection, Held held) throws IOException, SQLException {
    String set =
        Sql.text(
            connection,
            "select coalesce(max(setting), '') from pg_file_settings where name = ?"
                + " and sourcefile like '%postgresql.auto.conf'",
            SETTING);
    if (!set.isEmpty()) {
      Sql.run(connection, "alter system reset " + SETTING);
      Sql.text(connection, "select pg_reload_conf()");
      held.note("freed writes", Map.of());
    }
  }
}
