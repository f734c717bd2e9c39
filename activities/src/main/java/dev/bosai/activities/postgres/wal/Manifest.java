package dev.bosai.activities.postgres.wal;

import dev.bosai.workflows.port.Preserved;
import java.util.Map;

/**
 * What a folder of kept writes holds; written last, so a folder with a manifest is complete.
 *
 * @param preserved as it was reported
 * @param missing what of the old WAL could not be read; empty if all could
 * @param sha256 of every file, by its path in the folder
 */
public record Manifest(Preserved preserved, String missing, Map<String, String> sha256) {
  /** The manifest's own file name. */
  public static final String FILE = "manifest.json";

  /** Returns whether it is certain that nothing was committed past the fork. */
  public boolean nothingLost() {
    return preserved.lost().count() == 0 && missing.isEmpty();
  }
}
