package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;

/** The fence is looked at again when it is used: time has passed since its proof was made. */
final class FencedNode {
  private FencedNode() {}

  /** Refuses a node that runs or could be started meanwhile. */
  static void require(Host host) throws IOException {
    if (!host.control().blocksStart() || !host.processes().living().isEmpty()) {
      throw Failures.of(
          FailureType.REFUSED,
          "node \"" + host.ref().node() + "\" is not fenced; nothing was changed",
          "fence it first");
    }
  }
}
