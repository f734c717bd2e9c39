package dev.bosai.activities.postgres.fence;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.host.ServerControl;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeActivities.LiftFence;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * Lifts the fence of a standby that had to be still while its primary's directory was exchanged. A
 * primary's fence is never lifted by itself.
 */
public final class Lifting {
  private final Hosts hosts;
  private final Markers markers;

  /** Makes it for the nodes of this host. */
  public Lifting(Hosts hosts, Markers markers) {
    this.hosts = hosts;
    this.markers = markers;
  }

  /**
   * Lets the standby start, and starts it.
   *
   * @return whether a fence was lifted
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if it would come up as a primary
   */
  public boolean lift(LiftFence request) throws IOException, InterruptedException {
    Host host = hosts.open(request.node());
    host.requireIdentity(request.systemIdentifier());
    try (Held held = markers.hold(host, request.token(), "lift the fence")) {
      if (!Files.exists(host.data().path().resolve("standby.signal"))) {
        throw Failures.of(
            FailureType.REFUSED,
            "node \"" + host.ref().node() + "\" is no standby; its fence stays",
            "only a standby's fence is lifted");
      }
      boolean fenced = host.control().blocksStart();
      if (fenced) {
        held.note("lifts the fence", Map.of());
        host.control().unblock();
      }
      new ServerControl(host).start();
      return fenced;
    }
  }
}
