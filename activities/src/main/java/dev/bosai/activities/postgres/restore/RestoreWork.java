package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RestoreActivities.RestoreBeside;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** The phases of a restore; each can be entered again after a crash within it. */
final class RestoreWork {
  private final RestoreTask task;
  private final BackupProvider provider;
  private final Try current;

  RestoreWork(RestoreTask task, BackupProvider provider, Try current) {
    this.task = task;
    this.provider = provider;
    this.current = current;
  }

  /** Begins; from here on the directory of this run's name is this run's. */
  RestoreState begin(RestoreBeside request) throws IOException, InterruptedException {
    String run = request.run();
    new RestoreGuards(task.node(), task.files().directory(run)).require(request.aim());
    Owner owner = task.node().owner();
    Durable.folder(task.files().own(run), owner);
    Instance.Place place = Instance.Place.choose(task.files().own(run), owner);
    return task.enter(RestoreState.begin(run, request.aim(), place), request.token());
  }

  /** Gives up what the same run restored for another point. */
  void giveUp(RestoreState earlier) throws IOException, InterruptedException {
    if (isOpen(earlier)) {
      throw Failures.of(
          FailureType.REFUSED,
          "run \"%s\" has opened \"%s\" at %s already; nothing was changed"
              .formatted(earlier.run(), task.files().directory(earlier.run()), earlier.aim().lsn()),
          "discard it before restoring to another point");
    }
    new Discarding(task).discard(earlier);
  }

  boolean isOpen(RestoreState state) {
    return state.phase().compareTo(RestoreState.Phase.OPENING) >= 0;
  }

  /** Brings the backup back; half a copy is made anew. */
  RestoreState copy(RestoreState state, Token token) throws IOException, InterruptedException {
    task.check(token);
    task.server(state).kill();
    long begun = System.nanoTime();
    Path directory = task.files().directory(state.run());
    provider.restore(state.aim().backup(), directory, current::progress);
    new RestoreGuards(task.node(), directory).requireWhole(state.aim());
    return task.enter(state.copied(sinceMs(begun)), token);
  }

  /** Makes the next start a recovery. */
  RestoreState prepare(RestoreState state, Token token) throws IOException, InterruptedException {
    Instance instance = task.instance(state);
    new RestoreGuards(task.node(), instance.directory()).requireWhole(state.aim());
    Files.deleteIfExists(instance.host().data().postmasterPid());
    Files.deleteIfExists(instance.directory().resolve("standby.signal"));
    Durable.replace(instance.recoverySignal(), new byte[0], task.node().owner());
    return task.enter(state.in(RestoreState.Phase.REPLAYING), token);
  }

  /** Replays up to the target, or finds it standing there. */
  Restored replay(RestoreState state, Token token) throws IOException, InterruptedException {
    task.check(token);
    long begun = System.nanoTime();
    Standing.Stands stands = new Standing(task, provider, current).stand(state);
    if (state.phase() == RestoreState.Phase.PAUSED) {
      return Objects.requireNonNull(state.restored());
    }
    Restored restored = restored(stands, sinceMs(begun));
    task.enter(stands.state().paused(restored), token);
    return restored;
  }

  private Restored restored(Standing.Stands stands, long replayMs) throws IOException {
    RestoreState state = stands.state();
    Aim aim = state.aim();
    Path directory = task.files().directory(state.run());
    return new Restored(
        task.node().ref(),
        state.run(),
        directory.toString(),
        state.place().port(),
        aim.systemIdentifier(),
        aim.timeline(),
        Objects.requireNonNull(stands.look().replayed()),
        // A server that was started again has forgotten what it replayed before.
        stands.look().at() == null ? aim.at() : stands.look().at(),
        Room.bytes(directory),
        state.copyMs(),
        replayMs);
  }

  private static long sinceMs(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }
}
