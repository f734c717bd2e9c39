package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.postgres.host.Durable;
import java.io.IOException;
import java.nio.file.Path;

/** Removes a restore with everything of it; what is remembered goes last. */
final class Discarding {
  private final RestoreTask task;

  Discarding(RestoreTask task) {
    this.task = task;
  }

  void discard(RestoreState state) throws IOException, InterruptedException {
    Instance instance = task.instance(state);
    new InstanceServer(instance).kill();
    instance.remove();
    Durable.removeTree(Path.of(state.place().sockets()));
    task.files().forget(state.run());
  }
}
