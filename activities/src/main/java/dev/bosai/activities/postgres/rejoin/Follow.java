package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeActivities.FollowPrimary;
import dev.bosai.workflows.port.NodeActivities.Following;
import dev.bosai.workflows.port.NodeFacts;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Points a running standby at a new primary; the setting is read without a restart. */
public final class Follow {
  private final Hosts hosts;
  private final Markers markers;
  private final Protected listed;
  private final Admins admins;

  /** Makes a pointer for the nodes of this host. */
  public Follow(Hosts hosts, Markers markers, Protected listed, Admins admins) {
    this.hosts = hosts;
    this.markers = markers;
    this.listed = listed;
    this.admins = admins;
  }

  /** Points the standby, unless it points there already, and waits until it streams. */
  public Following follow(FollowPrimary request)
      throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    Primary primary = Primary.of(request.primary(), host, listed, admins);
    LocalServer servers = new LocalServer(listed, admins);
    try (Held held = markers.hold(host, request.token(), "follow")) {
      NodeFacts facts = primary.require(host.control().systemIdentifier());
      try (Connection connection = servers.open(host)) {
        requireStandby(connection, host);
        point(connection, primary, host, held);
      }
      new Streaming(servers).await(host, facts);
    }
    return new Following(request.node().node(), request.primary(), "pointed", "");
  }

  private static void point(Connection connection, Primary primary, Host host, Held held)
      throws IOException, SQLException {
    String now =
        Sql.text(connection, "select setting from pg_settings where name = 'primary_conninfo'");
    String wanted =
        Conninfo.parse(now)
            .at(primary.node().host(), primary.node().port())
            .with("application_name", host.ref().node())
            .toString();
    if (!wanted.equals(now)) {
      Sql.alterSystem(connection, "primary_conninfo", wanted);
      held.note("pointed the standby", Map.of("host", primary.node().host()));
    }
  }

  private static void requireStandby(Connection connection, Host host) throws SQLException {
    if (!Sql.holds(connection, "select pg_is_in_recovery()")) {
      throw refused("node \"" + host.ref().node() + "\" is a primary", "fence and rejoin it");
    }
    String timeline = Sql.text(connection, "show recovery_target_timeline");
    if (!timeline.equals("latest")) {
      throw refused(
          "recovery_target_timeline of node \"" + host.ref().node() + "\" is \"" + timeline + "\"",
          "set it to \"latest\" and restart the standby");
    }
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
