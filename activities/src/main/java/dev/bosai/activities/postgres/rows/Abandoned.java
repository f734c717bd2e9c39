package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.marker.Locks;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies that nobody works on any more: their worker was killed, and the work was given up before
 * another attempt could clear up.
 */
final class Abandoned {
  private final RunFolders own;
  private final Locks locks;

  /**
   * Makes a look.
   *
   * @param own folders of the run that is worked on now, which are left alone
   * @param locks that whoever works on a copy holds
   */
  Abandoned(RunFolders own, Locks locks) {
    this.own = own;
    this.locks = locks;
  }

  /** Ends their servers and removes them. */
  void sweep() throws IOException, InterruptedException {
    Path mine = own.salvage();
    Path all = mine.resolve("..").normalize();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, Files::isDirectory)) {
      for (Path folder : folders) {
        if (!folder.equals(mine) && Files.isDirectory(folder.resolve("old"))) {
          end(folder);
        }
      }
    }
  }

  private void end(Path folder) throws IOException, InterruptedException {
    Host host = own.host();
    Locks.Lock lock;
    try {
      lock = locks.take(folder, host.owner(), "sweep");
    } catch (ApplicationFailure held) {
      // Somebody works on it.
      return;
    }
    try {
      new OldCopy(host, host.data().path(), folder.resolve("old")).end();
      OldServer.leave(folder);
      Durable.sync(folder);
    } finally {
      lock.close();
    }
  }
}
