package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.host.ServerControl;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.place.Exchange;
import dev.bosai.activities.postgres.place.OwnFiles;
import dev.bosai.activities.postgres.promote.SynchronousNames;
import dev.bosai.activities.postgres.rows.SnapshotHolder;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.port.SwitchActivities.SwitchNode;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** Lets what was restored take a fenced node's place. */
public final class Replacement {
  private final Hosts hosts;
  private final Markers markers;
  private final LocalServer servers;
  private final FirstWrite writes;
  private final SnapshotHolder snapshots;

  /**
   * Makes it for the nodes of this host.
   *
   * @param snapshots keeps the moment of the switch for whoever compares
   */
  public Replacement(Hosts hosts, Markers markers, LocalServer servers, SnapshotHolder snapshots) {
    this.hosts = hosts;
    this.markers = markers;
    this.servers = servers;
    this.writes = new FirstWrite(servers);
    this.snapshots = snapshots;
  }

  /**
   * Exchanges the directories and starts the node, or goes on where an earlier attempt was cut off.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED or WRONG_IDENTITY while nothing
   *     was changed
   */
  public Switched replace(SwitchNode request)
      throws IOException, SQLException, InterruptedException {
    Restored restored = request.opened().restored();
    Host host = hosts.open(restored.node());
    Path next = Path.of(restored.directory());
    Path kept = host.data().kept(restored.run());
    try (Held held = markers.hold(host, request.token(), "switch")) {
      Exchange exchange = new Exchange(host.data(), next, kept);
      if (Files.isDirectory(next)) {
        require(request, host, exchange);
        prepare(host, next);
        exchange.place();
        held.note("put what was restored in place", Map.of("kept", kept.toString()));
      }
      requirePlaced(host, kept, restored);
      // Whoever gave an undo up after its fence asks for the switch once more.
      host.control().unblock();
      new ServerControl(host).start();
      clearSynchronousNames(host, held);
      Instant at = writes.await(host, request.opened().timeline());
      // Before any client is led here: what is compared later is this very moment.
      snapshots.begin(host, restored.run());
      return switched(request, at, kept, SynchronousNames.taken(markers.of(host)));
    }
  }

  /** The standbys are still, and no commit would be acknowledged while it waits for one (f34). */
  private void clearSynchronousNames(Host host, Held held)
      throws IOException, SQLException, InterruptedException {
    try (Connection connection = LocalWait.open(servers, host)) {
      SynchronousNames.clear(connection, held);
    }
  }

  private static Switched switched(SwitchNode request, Instant at, Path kept, String cleared) {
    Restored restored = request.opened().restored();
    Promoted promoted =
        new Promoted(
            restored.node().node(),
            restored.systemIdentifier(),
            request.opened().timeline(),
            request.opened().fork(),
            at,
            cleared);
    return new Switched(promoted, kept.toString(), restored.run());
  }

  /** Everything is looked at before the first change; a retry finds some of it changed already. */
  private static void require(SwitchNode request, Host host, Exchange exchange)
      throws IOException, InterruptedException {
    Restored restored = request.opened().restored();
    FenceProof proof = request.proof();
    if (!proof.node().equals(restored.node().node())
        || !proof.systemIdentifier().equals(restored.systemIdentifier())) {
      throw refused(
          "the fence's proof is of node \"%s\", cluster \"%s\"; \"%s\", cluster \"%s\", is replaced"
              .formatted(
                  proof.node(),
                  proof.systemIdentifier(),
                  restored.node().node(),
                  restored.systemIdentifier()),
          "fence the node that is replaced");
    }
    new Stopped(host, Path.of(restored.directory()))
        .require(restored.systemIdentifier(), request.opened().timeline());
    if (Files.isDirectory(host.data().path())) {
      host.requireIdentity(restored.systemIdentifier());
      FencedNode.require(host);
      exchange.require();
    }
  }

  /** The node's own configuration wins over what the backup, or the preview, brought. */
  private static void prepare(Host host, Path next) throws IOException {
    OwnFiles own = new OwnFiles(host.data().own(), host.owner());
    if (Files.isDirectory(host.data().path())) {
      own.save(host.data().path());
    }
    own.restore(next);
    PrimarySettings.write(next, own, host.owner());
    Durable.sync(next);
  }

  private static void requirePlaced(Host host, Path kept, Restored restored) throws IOException {
    if (!Files.isDirectory(kept)) {
      throw refused(
          "neither \"%s\" nor \"%s\" is there".formatted(restored.directory(), kept),
          "restore again; nothing takes the node's place without both");
    }
    host.requireIdentity(restored.systemIdentifier());
    String old = new ControlFile(kept).systemIdentifier();
    if (!old.equals(restored.systemIdentifier())) {
      throw refused(
          "\"%s\" is of cluster \"%s\", not \"%s\""
              .formatted(kept, old, restored.systemIdentifier()),
          "look which directory was exchanged");
    }
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
