package dev.bosai.activities.postgres.fence;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.ControlData;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.host.ServerControl;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.replace.WritesHold;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.MoveActivities.DemoteNode;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Stops a drained primary in order, then fences it. The control file is moved only after the stop,
 * which writes the last checkpoint into it; so a supervisor that brings the server back in between
 * brings back one whose writes are held, and it is killed, and nothing is promoted over that.
 */
public final class Demotion {
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofMillis(2);
  private static final String STOPS = "stops the server";
  private static final String STREAMS =
      """
      select exists (select from pg_stat_replication
        where state = 'streaming' and (application_name = ? or ? = ''))
      """;
  private final Hosts hosts;
  private final Markers markers;
  private final LocalServer servers;
  private final NodeFence fence;

  /** Makes it for the nodes of this host. */
  public Demotion(Hosts hosts, Markers markers, LocalServer servers) {
    this.hosts = hosts;
    this.markers = markers;
    this.servers = servers;
    this.fence = new NodeFence(hosts, markers);
  }

  /**
   * Demotes a primary, or proves again that it was demoted.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED or WRONG_IDENTITY before
   *     anything is touched; of type UNEXPECTED if it does not stop; of type NOT_PROVEN if it is
   *     down and its log does not end in order
   */
  public FenceProof.NodeDown demote(DemoteNode request)
      throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    host.requireIdentity(request.systemIdentifier());
    try (Held held = markers.hold(host, request.token(), "demote")) {
      if (!host.control().blocksStart()) {
        stop(host, held, request);
      }
      FenceNode fencing =
          new FenceNode(request.node(), request.systemIdentifier(), request.token());
      return withCheckpoint(host, fence.prove(host, held, fencing));
    }
  }

  private void stop(Host host, Held held, DemoteNode request)
      throws IOException, SQLException, InterruptedException {
    if (host.processes().living().isEmpty()) {
      requireStopped(host);
      return;
    }
    if (!isStopping(host, request.token())) {
      requireMovable(host, request);
      held.note(STOPS, Map.of());
    }
    new ServerControl(host).stop();
    if (Poll.until(STOPPED_WITHIN, EVERY, () -> gone(host)).isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "node \"%s\" does not stop within %d s; it waits for its standbys or its archive"
              .formatted(host.ref().node(), STOPPED_WITHIN.toSeconds()),
          "look at the server's log; retry waits on, abort waits for its end and starts it again");
    }
  }

  private static Optional<Boolean> gone(Host host) throws IOException {
    return host.processes().living().isEmpty() ? Optional.of(true) : Optional.empty();
  }

  /** A server that is going down lets nobody in, so it is not asked again. */
  private boolean isStopping(Host host, Token token) throws IOException {
    Instant started = host.postmaster().map(PostmasterFile::started).orElse(Instant.MAX);
    return markers.of(host).journal().stream()
        .filter(entry -> entry.did().equals(STOPS) && entry.at().isAfter(started))
        .anyMatch(entry -> entry.token().epoch() == token.epoch());
  }

  private void requireMovable(Host host, DemoteNode request) throws IOException, SQLException {
    try (Connection connection = servers.open(host)) {
      if (Sql.holds(connection, "select pg_is_in_recovery()")) {
        throw refused(host, "is a standby", "assess the database again");
      }
      if (!Sql.text(connection, "show " + WritesHold.SETTING).equals("on")) {
        throw refused(host, "takes writes again", "retry; it is drained anew");
      }
      if (!Sql.holds(connection, STREAMS, request.standby(), request.standby())) {
        throw refused(host, "has no standby that streams", "look at the standby's log, then retry");
      }
    }
  }

  private static void requireStopped(Host host) throws IOException, InterruptedException {
    ControlData control = host.controlData();
    if (!control.stoppedCleanly()) {
      throw refused(
          host,
          "does not run, and was not stopped in order: it is \"" + control.state() + "\"",
          "look at the server's log; it is started again, then retry or abort");
    }
  }

  private static FenceProof.NodeDown withCheckpoint(Host host, FenceProof.NodeDown down)
      throws IOException, InterruptedException {
    ControlData control = host.controlData();
    if (!control.stoppedCleanly()) {
      throw Failures.of(
          FailureType.NOT_PROVEN,
          "node \"%s\" is down, and its log does not end in order: it is \"%s\""
              .formatted(host.ref().node(), control.state()),
          "abort; \"bosai start replica-promotion\" tells what a promotion would lose");
    }
    return new FenceProof.NodeDown(
        down.node(),
        down.systemIdentifier(),
        down.at(),
        down.token(),
        down.killed(),
        down.shown(),
        down.timeline(),
        control.checkpoint());
  }

  private static RuntimeException refused(Host host, String what, String hint) {
    return Failures.of(
        FailureType.REFUSED,
        "node \"" + host.ref().node() + "\" " + what + "; nothing was stopped",
        hint);
  }
}
