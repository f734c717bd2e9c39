package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.ControlData;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A cluster that was stopped cleanly and may take a node's place.
 *
 * @param node whose place it is to take
 * @param directory of the cluster
 */
record Stopped(Host node, Path directory) {

  /**
   * Refuses a cluster that is another one, runs, or has not ended its recovery: it would come up
   * read-only, or go on to the end of all WAL.
   */
  void require(String systemIdentifier, int timeline) throws IOException, InterruptedException {
    Host there =
        new Host(
            node.ref(), node.node(), new DataDirectory(directory), node.owner(), node.programs());
    there.requireIdentity(systemIdentifier);
    if (!there.processes().living().isEmpty()) {
      throw refused("still runs", "it is stopped by the step that ends its recovery");
    }
    ControlData control = there.controlData();
    String state = control.fields().getOrDefault("Database cluster state", "unknown");
    boolean signalled =
        Files.exists(directory.resolve("recovery.signal"))
            || Files.exists(directory.resolve("standby.signal"));
    if (!state.equals("shut down") || control.timeline() != timeline || signalled) {
      throw refused(
          "is \"%s\" on timeline %d%s, expected \"shut down\" on timeline %d"
              .formatted(
                  state, control.timeline(), signalled ? ", still in recovery" : "", timeline),
          "end its recovery first");
    }
  }

  private RuntimeException refused(String what, String hint) {
    return Failures.of(
        FailureType.REFUSED, "\"" + directory + "\" " + what + "; nothing was changed", hint);
  }
}
