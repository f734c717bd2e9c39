package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lets a restored cluster's server replay up to its target and stand there. One that runs already
 * is taken over, one that died is started again: it goes on from its last checkpoint (f08).
 */
final class Standing {
  /** There are five settings that a primary may have been given more of, each several times. */
  private static final int STARTS = 20;

  private final RestoreTask task;
  private final BackupProvider provider;
  private final Try current;

  Standing(RestoreTask task, BackupProvider provider, Try current) {
    this.task = task;
    this.provider = provider;
    this.current = current;
  }

  /**
   * A server that stands at its target.
   *
   * @param state with the place where it answers
   * @param look what it said
   */
  record Stands(RestoreState state, Look look) {}

  /**
   * Brings it there. A server that stands still before its target is started again, and goes on:
   * the primary was given more of something than the server had, which its next start has
   * (PostgreSQL documentation, 27.4.3), or somebody paused it. Where it stands is told by its
   * position, never by its log, which holds whatever people's statements say.
   */
  Stands stand(RestoreState from) throws IOException, InterruptedException {
    RestoreState state = from;
    for (int start = 1; start <= STARTS; start++) {
      state = run(state);
      InstanceServer server = task.server(state);
      Look look = followed(server, state.aim());
      if (!look.inRecovery()) {
        throw endedBySomebody(server.instance());
      }
      if (look.standsAt(state.aim().lsn(), state.aim().inclusive())) {
        return new Stands(state, fitting(look, state));
      }
      server.stop();
    }
    throw task.server(state).ended("was paused before its target %d times".formatted(STARTS));
  }

  /** Makes its server run, wherever an earlier attempt or the host left it. */
  RestoreState run(RestoreState state) throws IOException, InterruptedException {
    if (task.server(state).leads()) {
      return state;
    }
    task.server(state).kill();
    RestoreState placed = placed(state);
    Instance instance = task.instance(placed);
    if (!Files.exists(instance.recoverySignal())) {
      throw endedBySomebody(instance);
    }
    new InstanceSettings(instance, InstanceSettings.Use.PREVIEW).write(recovery(placed.aim()));
    task.server(placed).start();
    return placed;
  }

  private static RuntimeException endedBySomebody(Instance instance) {
    return Failures.of(
        FailureType.REFUSED,
        "the recovery of \"%s\" was ended by somebody else".formatted(instance.directory()),
        "discard it and restore again");
  }

  private RestoreState placed(RestoreState state) throws IOException {
    if (state.place().usable(task.node().owner())) {
      return state;
    }
    if (state.phase() == RestoreState.Phase.PAUSED) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "port %d, at which \"%s\" has answered, is taken, or its socket's folder \"%s\" is gone"
              .formatted(
                  state.place().port(),
                  task.files().directory(state.run()),
                  state.place().sockets()),
          "free the port or make the folder again for its owner; it is tried again");
    }
    RestoreState elsewhere =
        state.at(Instance.Place.choose(task.files().own(state.run()), task.node().owner()));
    task.files().write(elsewhere);
    return elsewhere;
  }

  /** The timeline is a number, since the newest one is not always the right one (f10). */
  private Map<String, String> recovery(Aim aim) {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("restore_command", provider.restoreCommand());
    lines.put("recovery_target_lsn", aim.lsn().toString());
    lines.put("recovery_target_inclusive", aim.inclusive() ? "on" : "off");
    lines.put("recovery_target_timeline", Integer.toString(aim.timeline()));
    lines.put("recovery_target_action", "pause");
    return lines;
  }

  private Look followed(InstanceServer server, Aim aim) throws IOException, InterruptedException {
    long segmentBytes = server.instance().host().controlData().segmentBytes();
    try (Replay replay = new Replay(server, current, new Pace(aim.lsn(), segmentBytes))) {
      return replay.await(look -> look.paused() || !look.inRecovery());
    }
  }

  /**
   * What the server did is compared with what was asked for; its word alone is not enough (f04).
   */
  private Look fitting(Look look, RestoreState state) throws IOException, InterruptedException {
    Aim aim = state.aim();
    Lsn reached = look.replayed();
    boolean fits =
        reached != null
            && (aim.inclusive()
                ? reached.compareTo(aim.lsn()) > 0
                : reached.compareTo(aim.lsn()) <= 0);
    int timeline = task.instance(state).host().controlData().recoveredTimeline();
    if (!fits || timeline > aim.timeline()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "replay stands at %s on timeline %d; expected %s %s on timeline %d"
              .formatted(
                  reached,
                  timeline,
                  aim.inclusive() ? "just past" : "just before",
                  aim.lsn(),
                  aim.timeline()),
          "read \"" + task.instance(state).log().file() + "\"");
    }
    return look;
  }
}
