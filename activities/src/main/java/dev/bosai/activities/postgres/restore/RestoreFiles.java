package dev.bosai.activities.postgres.restore;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What is remembered of the restores beside one node. */
final class RestoreFiles {
  /** The folder's name below the node's marker. */
  static final String FOLDER = "restored";

  private final Host node;
  private final ObjectMapper json;

  RestoreFiles(Host node, ObjectMapper json) {
    this.node = node;
    this.json = json;
  }

  /** Returns how far a run's restore has come; empty if there is none. */
  Optional<RestoreState> state(String run) throws IOException {
    return Files.exists(file(run))
        ? Optional.of(json.readValue(file(run).toFile(), RestoreState.class))
            .filter(state -> state.run().equals(run))
        : Optional.empty();
  }

  void write(RestoreState state) throws IOException {
    Durable.folder(own(state.run()), node.owner());
    Durable.replace(file(state.run()), json.writeValueAsBytes(state), node.owner());
  }

  void forget(String run) throws IOException {
    Durable.removeTree(own(run));
    Files.deleteIfExists(file(run));
    Durable.sync(folder());
  }

  /** Returns where a run's backup is brought back. */
  Path directory(String run) {
    return node.data().restored(run);
  }

  /** Returns the folder of a run's server. */
  Path own(String run) {
    return folder().resolve(DataDirectory.safe(run));
  }

  private Path file(String run) {
    return folder().resolve(DataDirectory.safe(run) + ".json");
  }

  private Path folder() {
    return node.data().marker().resolve(FOLDER);
  }
}
