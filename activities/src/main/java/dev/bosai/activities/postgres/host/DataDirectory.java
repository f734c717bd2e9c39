package dev.bosai.activities.postgres.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A data directory and what stands beside it. What Bosai writes stands beside, because a base
 * backup copies everything inside to the next standby.
 *
 * @param path absolute, as the system file names it
 */
public record DataDirectory(Path path) {

  /** Returns the folder for Bosai's own files. */
  public Path marker() {
    return beside("bosai");
  }

  /** Returns the folder that keeps the node's own configuration while its directory is remade. */
  public Path own() {
    return marker().resolve("own");
  }

  /** Returns where a directory is prepared before it takes this one's place. */
  public Path rejoining() {
    return beside("rejoining");
  }

  /** Returns where the old directory stays when its last writes exist nowhere else. */
  public Path kept(String run) {
    return beside("kept-" + safe(run));
  }

  /** Returns where a restored directory stays that had taken this one's place and was undone. */
  public Path undone(String run) {
    return beside("undone-" + safe(run));
  }

  /** Returns what a kept directory is called while it is removed, which a kill may cut off. */
  public Path removing(String run) {
    return beside("removing-" + safe(run));
  }

  /** Returns where a backup is brought back for a run. */
  public Path restored(String run) {
    return beside("restored-" + safe(run));
  }

  /** Returns a run's name as part of a file's. */
  public static String safe(String run) {
    return run.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  /** Returns PostgreSQL's lock file, which a killed server leaves behind. */
  public Path postmasterPid() {
    return path.resolve("postmaster.pid");
  }

  /** Returns the folder of the write-ahead log. */
  public Path wal() {
    return path.resolve("pg_wal");
  }

  /** Returns the directory itself or, while it is being exchanged, what is left of it. */
  public Path present() throws IOException {
    if (Files.isDirectory(path)) {
      return path.toRealPath();
    }
    return Files.isDirectory(rejoining()) ? rejoining() : own();
  }

  private Path beside(String suffix) {
    return path.resolveSibling(path.getFileName() + "." + suffix);
  }
}
