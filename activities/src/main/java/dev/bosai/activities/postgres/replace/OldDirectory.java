package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.place.Removal;
import dev.bosai.activities.postgres.rows.SnapshotHolder;
import dev.bosai.activities.postgres.wal.WalLoss;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.SwitchActivities.DiscardOld;
import dev.bosai.workflows.port.SwitchActivities.LostBySwitch;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The directory that was replaced: its last word, and its end. */
public final class OldDirectory {
  private final Hosts hosts;
  private final Markers markers;
  private final SnapshotHolder snapshots;

  /** Makes it for the nodes of this host. */
  public OldDirectory(Hosts hosts, Markers markers, SnapshotHolder snapshots) {
    this.hosts = hosts;
    this.markers = markers;
    this.snapshots = snapshots;
  }

  /** Counts what it has past the point that was restored. */
  public LossFound lost(LostBySwitch request) throws IOException, InterruptedException {
    Switched switched = request.switched();
    Host node = hosts.open(request.node());
    Path kept = Path.of(switched.kept());
    Host old =
        new Host(node.ref(), node.node(), new DataDirectory(kept), node.owner(), node.programs());
    LossFound found = WalLoss.beyond(old, switched.promoted().fork());
    return found == null ? atLeast(request) : found;
  }

  /** Long after the target, the WAL from there on is in the archive alone. */
  private static LossFound atLeast(LostBySwitch request) {
    return new LossFound(
        LossFound.ESTIMATE,
        "transactions after the target",
        request.known(),
        null,
        null,
        0,
        List.of(),
        "",
        "",
        "at least %d transactions committed after the target, as the archive said before the switch"
            .formatted(request.known()));
  }

  /**
   * Removes the directory, and lets go of the moment it could have been compared with: a comparison
   * that was skipped did not.
   *
   * @return whether it was there
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED while it is in use
   */
  public boolean discard(DiscardOld request) throws IOException, InterruptedException {
    Host host = hosts.open(request.node());
    try (Held held = markers.hold(host, request.token(), "discard")) {
      boolean was =
          Removal.remove(
              host.data(),
              request.run(),
              kept -> held.note("removes the old directory", Map.of("directory", kept.toString())));
      snapshots.end(host, request.run());
      return was;
    }
  }
}
