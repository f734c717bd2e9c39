package dev.bosai.activities.postgres.move;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.host.ServerControl;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.replace.WritesHold;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.MoveActivities.ServeAgain;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Puts a drained primary back into service. One that was being stopped comes to its end first, and
 * is then started: a stop that has begun cannot be called back.
 */
public final class ServingAgain {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final Duration EVERY = Duration.ofMillis(50);
  private final Hosts hosts;
  private final Markers markers;
  private final LocalServer servers;

  /** Makes it for the nodes of this host. */
  public ServingAgain(Hosts hosts, Markers markers, LocalServer servers) {
    this.hosts = hosts;
    this.markers = markers;
    this.servers = servers;
  }

  /**
   * Puts it back, or shows that it serves.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if it is fenced
   */
  public Lsn serve(ServeAgain request) throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    host.requireIdentity(request.systemIdentifier());
    try (Held held = markers.hold(host, request.token(), "serve again")) {
      requireUnfenced(host);
      try (Connection connection = open(host)) {
        if (Sql.holds(connection, "select pg_is_in_recovery()")) {
          throw refused(host, "is a standby", "assess the database again");
        }
        WritesHold.free(connection, held);
        return Lsn.parse(Sql.text(connection, "select pg_current_wal_flush_lsn()"));
      }
    }
  }

  private Connection open(Host host) throws IOException, InterruptedException {
    return Poll.until(BOUND, EVERY, () -> opened(host))
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.UNREACHABLE,
                    "node \"%s\" takes no connections after %d s"
                        .formatted(host.ref().node(), BOUND.toSeconds()),
                    "look at the server's log; it is tried again"));
  }

  private Optional<Connection> opened(Host host) throws IOException, InterruptedException {
    if (host.processes().living().isEmpty()) {
      new ServerControl(host).start();
    }
    try {
      return Optional.of(servers.open(host));
    } catch (SQLException | ApplicationFailure notYet) {
      return Optional.empty();
    }
  }

  private static void requireUnfenced(Host host) {
    if (host.control().blocksStart()) {
      throw refused(
          host, "is fenced, and stays so", "go on with \"bosai start replica-promotion\"");
    }
  }

  private static RuntimeException refused(Host host, String what, String hint) {
    return Failures.of(
        FailureType.REFUSED,
        "node \"" + host.ref().node() + "\" " + what + "; nothing was changed",
        hint);
  }
}
