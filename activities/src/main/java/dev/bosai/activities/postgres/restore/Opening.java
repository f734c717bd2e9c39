package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.host.ControlData;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.place.Exchange;
import dev.bosai.activities.postgres.promote.HistoryFile;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Ends the recovery of a restored cluster at its target, on a timeline of its own. */
final class Opening {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private final RestoreTask task;
  private final Standing standing;
  private final AdminLogin login;
  private final Try current;

  Opening(RestoreTask task, Standing standing, AdminLogin login, Try current) {
    this.task = task;
    this.standing = standing;
    this.login = login;
    this.current = current;
  }

  /** Opens and stops it; each moment at which an earlier attempt was cut off leads to the end. */
  Opened open(RestoreState found, Token token)
      throws IOException, SQLException, InterruptedException {
    if (found.opened() != null) {
      return found.opened();
    }
    requireStood(found);
    requireExchangeable(found.run());
    RestoreState state = task.enter(found.in(RestoreState.Phase.OPENING), token);
    if (Files.exists(task.instance(state).recoverySignal())) {
      state = end(state);
    }
    Opened opened = stopped(state);
    task.enter(state.opened(opened), token);
    return opened;
  }

  private void requireStood(RestoreState state) {
    if (state.restored() == null) {
      throw Failures.of(
          FailureType.REFUSED,
          "what stands in \"%s\" has not reached its target; nothing was changed"
              .formatted(task.files().directory(state.run())),
          "restore first");
    }
  }

  /** The node still serves here: what could not take its place must not cost it its clients. */
  private void requireExchangeable(String run) throws IOException {
    DataDirectory data = task.node().data();
    if (Files.isDirectory(data.path())) {
      Path next = task.files().directory(run);
      new Exchange(data, next, data.kept(run)).require();
    }
  }

  /** Never by promotion, which would replay everything there is beyond the target (f02). */
  private RestoreState end(RestoreState state)
      throws IOException, SQLException, InterruptedException {
    RestoreState running = standing.run(state);
    InstanceServer server = task.server(running);
    Pace pace =
        new Pace(running.aim().lsn(), server.instance().host().controlData().segmentBytes());
    try (Replay replay = new Replay(server, current, pace)) {
      Look look = replay.await(seen -> seen.paused() || !seen.inRecovery());
      if (look.inRecovery()) {
        resume(running, server);
      }
      replay.await(seen -> !seen.inRecovery());
    }
    return running;
  }

  private void resume(RestoreState state, InstanceServer server)
      throws IOException, SQLException, InterruptedException {
    standing.stand(state);
    try (Connection connection = server.open("postgres", SILENCE)) {
      Sql.text(connection, "select pg_wal_replay_resume()");
    }
  }

  /**
   * The settings come first: from here on no start of this directory may look for a target (f09). A
   * server that ended after its recovery had is started once more: what it did not write must be in
   * the files before they are switched, and nobody may be locked out of it.
   */
  private Opened stopped(RestoreState state)
      throws IOException, SQLException, InterruptedException {
    InstanceServer server = task.server(state);
    Instance instance = server.instance();
    new InstanceSettings(instance, InstanceSettings.Use.PREVIEW).write(Map.of());
    if (!server.lives()) {
      server.start();
      awaitPrimary(server, state);
    }
    login.require(instance);
    server.stop();
    ControlData control = instance.host().controlData();
    if (!control.stoppedCleanly()) {
      throw server.ended("was not stopped cleanly");
    }
    return opened(state, control.timeline());
  }

  private void awaitPrimary(InstanceServer server, RestoreState state)
      throws IOException, InterruptedException {
    Pace pace = new Pace(state.aim().lsn(), server.instance().host().controlData().segmentBytes());
    try (Replay replay = new Replay(server, current, pace)) {
      replay.await(seen -> !seen.inRecovery());
    }
  }

  private Opened opened(RestoreState state, int timeline) throws IOException {
    Instance instance = task.instance(state);
    HistoryFile history =
        HistoryFile.read(instance.host().data().wal(), timeline)
            .filter(file -> timeline > state.aim().timeline())
            .orElseThrow(
                () ->
                    Failures.of(
                        FailureType.UNEXPECTED,
                        "\"%s\" is on timeline %d; expected one of its own after %d"
                            .formatted(instance.directory(), timeline, state.aim().timeline()),
                        "discard it and restore again"));
    return new Opened(Objects.requireNonNull(state.restored()), timeline, history.fork());
  }
}
