package dev.bosai.activities.postgres.prove;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.restore.Instance;
import dev.bosai.activities.postgres.restore.InstanceServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a proof's instance lives and dies. */
final class Scratch {
  /** The folder's name below the node's marker. */
  static final String FOLDER = "prove";

  private final Instance.Beside beside;
  private final Path folder;

  Scratch(Instance.Beside beside) {
    this.beside = beside;
    this.folder = beside.node().data().marker().resolve(FOLDER);
  }

  Host node() {
    return beside.node();
  }

  /** Returns the data directory. */
  Path directory() {
    return folder.resolve("data");
  }

  /** Chooses where a new instance answers. */
  Instance instance() throws IOException {
    Durable.folder(own(), node().owner());
    Instance.Place place = Instance.Place.choose(own(), node().owner());
    // Whoever clears up after a killed worker must find it.
    Durable.replace(
        note(), place.sockets().getBytes(StandardCharsets.UTF_8), beside.node().owner());
    return at(place);
  }

  /** Ends and removes what this or a dead attempt made; nothing of it is needed any more. */
  void clear() throws IOException, InterruptedException {
    Instance left = at(new Instance.Place(0, own().toString()));
    new InstanceServer(left).kill();
    left.remove();
    if (Files.exists(note())) {
      Durable.removeTree(Path.of(Files.readString(note())));
    }
    Durable.removeTree(own());
    Files.deleteIfExists(note());
  }

  private Instance at(Instance.Place place) {
    return beside.in(directory(), own(), place);
  }

  private Path note() {
    return folder.resolve("sockets");
  }

  private Path own() {
    return folder.resolve("server");
  }
}
