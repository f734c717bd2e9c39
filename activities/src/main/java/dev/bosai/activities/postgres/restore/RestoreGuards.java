package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What must be so before anything is brought back beside a node, and once it has been. */
final class RestoreGuards {
  private final Host node;
  private final Path directory;

  /**
   * Makes the guards.
   *
   * @param directory that will be made
   */
  RestoreGuards(Host node, Path directory) {
    this.node = node;
    this.directory = directory;
  }

  /** Refuses what cannot go well; nothing is touched by it. */
  void require(Aim aim) throws IOException {
    requireSameCluster(aim);
    if (Files.exists(directory)) {
      throw refused(
          "\"%s\" is there already and of no restore that is known here".formatted(directory),
          "look at it, then move it away");
    }
    Room.requireNoTablespaces(node, node.data().path());
    Room.require(directory, aim.backup().bytes() + aim.walBytes());
  }

  private void requireSameCluster(Aim aim) throws IOException {
    String planned = aim.systemIdentifier();
    if (!aim.backup().systemIdentifier().equals(planned)) {
      throw foreign("backup \"" + aim.backup().id() + "\"", aim.backup().systemIdentifier(), aim);
    }
    String own = node.control().systemIdentifier();
    if (!own.isEmpty() && !own.equals(planned)) {
      throw foreign("node \"" + node.ref().node() + "\"", own, aim);
    }
  }

  /** Refuses to start what is not whole: some of it would start and be wrong (f06, f07, f22). */
  void requireWhole(Aim aim) throws IOException {
    String found = new dev.bosai.activities.postgres.host.ControlFile(directory).systemIdentifier();
    if (!found.equals(aim.systemIdentifier())) {
      throw foreign("what was restored into \"" + directory + "\"", found, aim);
    }
    if (!Files.exists(directory.resolve("backup_label"))) {
      throw refused(
          "\"%s\" has no \"backup_label\", so its replay would begin in the wrong place"
              .formatted(directory),
          "prove the backup, and aim with another one");
    }
    Room.requireNoTablespaces(node, directory);
  }

  private static RuntimeException foreign(String what, String found, Aim aim) {
    return Failures.of(
        FailureType.WRONG_IDENTITY,
        "%s is of cluster \"%s\"; the plan names cluster \"%s\"; nothing was touched"
            .formatted(what, found, aim.systemIdentifier()),
        "compare the repository and the node's \"data\" in the system file with the host");
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was touched", hint);
  }
}
