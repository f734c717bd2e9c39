package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where a run's comparison is done and where its result stays, beside the data directory.
 *
 * @param host the node's host
 * @param run names the folders
 */
record RunFolders(Host host, String run) {

  /** Returns the folder for what is removed afterwards, and for the lock. */
  Path folder() throws IOException {
    return made("compare");
  }

  /** Returns the folder of the sessions that hold a moment. */
  Path snapshots() throws IOException {
    Path folder = folder().resolve("snapshots");
    Durable.folder(folder, host.owner());
    return folder;
  }

  /** Returns the folder of what was written after the target. */
  Path written() throws IOException {
    return made("written-after");
  }

  /** Returns the folder of what is brought back. */
  Path extract() throws IOException {
    return made("extract");
  }

  /** Returns the folder in which a copy of the old timeline is read, and for the lock. */
  Path salvage() throws IOException {
    return made("salvage");
  }

  /** Returns the folder of the rows that only the old timeline has. */
  Path salvaged() throws IOException {
    return made("salvaged");
  }

  private Path made(String kind) throws IOException {
    Durable.folder(host.data().marker(), host.owner());
    Path all = host.data().marker().resolve(kind);
    Durable.folder(all, host.owner());
    Path own = all.resolve(run.replaceAll("[^A-Za-z0-9._-]", "_"));
    Durable.folder(own, host.owner());
    return own;
  }
}
