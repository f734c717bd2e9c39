package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import java.io.IOException;
import java.nio.file.Path;

/** Where a run keeps the old timeline's writes: beside the data directory, never inside. */
final class KeptFolder {
  private KeptFolder() {}

  static Path of(Host host, String run) throws IOException {
    Path all = host.data().marker().resolve("preserved");
    Path folder = all.resolve(run.replaceAll("[^A-Za-z0-9._-]", "_"));
    Durable.folder(all, host.owner());
    Durable.folder(folder, host.owner());
    return folder;
  }
}
