package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.util.Map;

/**
 * One restore beside one node.
 *
 * @param beside the node, and who works there
 * @param files what is remembered
 * @param markers beside data directories
 */
record RestoreTask(Instance.Beside beside, RestoreFiles files, Markers markers) {
  private static final String EFFECT = "restore";

  Host node() {
    return beside.node();
  }

  /** Returns a run's restored cluster. */
  Instance instance(RestoreState state) {
    return beside.in(files.directory(state.run()), files.own(state.run()), state.place());
  }

  InstanceServer server(RestoreState state) {
    return new InstanceServer(instance(state));
  }

  /**
   * Enters a phase. The node's own lock is held for this moment only, since a fence may need it
   * while a restore takes hours.
   *
   * @throws io.temporal.failure.ApplicationFailure of type STALE_TOKEN if a newer token was here
   */
  RestoreState enter(RestoreState state, Token token) throws IOException, InterruptedException {
    try (Held held = markers.hold(node(), token, EFFECT)) {
      held.note(
          "entered " + state.phase(),
          Map.of("run", state.run(), "directory", files.directory(state.run()).toString()));
      files.write(state);
      return state;
    }
  }

  /** Compares tokens without entering anything. */
  void check(Token token) throws IOException, InterruptedException {
    markers.hold(node(), token, EFFECT).close();
  }

  /**
   * Returns how far a run's restore has come.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if there is none
   */
  RestoreState require(String run) throws IOException {
    return files
        .state(run)
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.REFUSED,
                    "nothing of run \"%s\" stands beside node \"%s\"; nothing was changed"
                        .formatted(run, node().ref().node()),
                    "restore first"));
  }
}
