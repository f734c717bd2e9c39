package dev.bosai.activities.postgres.place;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Removes a directory that was kept; a kill may cut it off at any moment. */
public final class Removal {
  private Removal() {}

  /** Told before anything of a directory is gone. */
  @FunctionalInterface
  public interface Note {
    /** Writes it down. */
    void begins(Path directory) throws IOException;
  }

  /**
   * Removes what a run kept.
   *
   * @return whether it was there
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED while it is in use
   */
  public static boolean remove(DataDirectory data, String run, Note note) throws IOException {
    Path kept = data.kept(run);
    Path removing = data.removing(run);
    boolean begun = Files.isDirectory(removing);
    // Half of it tells nothing any more: neither what it is nor that nobody uses it.
    Durable.removeTree(removing);
    if (!Files.isDirectory(kept)) {
      return begun;
    }
    requireUnused(kept);
    note.begins(kept);
    Durable.rename(kept, removing);
    Durable.removeTree(removing);
    return true;
  }

  private static void requireUnused(Path kept) throws IOException {
    if (!new ControlFile(kept).blocksStart() || Files.isSymbolicLink(kept)) {
      throw Failures.of(
          FailureType.REFUSED,
          "\"" + kept + "\" is not a fenced data directory; nothing was removed",
          "look who uses it");
    }
  }
}
