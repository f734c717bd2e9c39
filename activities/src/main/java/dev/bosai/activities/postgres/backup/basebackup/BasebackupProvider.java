package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.Proofs;
import dev.bosai.activities.postgres.backup.TableCatalog;
import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Backups by {@code pg_basebackup} in a repository of plain files: {@code wal/} is the archive,
 * {@code base/ID/} a backup, {@code proofs/} what was proven.
 */
public final class BasebackupProvider implements BackupProvider {
  static final String KIND = "basebackup";
  private static final Duration VERIFY = Duration.ofHours(12);
  private final Host host;
  private final Backups.Basebackup settings;
  private final Basebackups.Tools tools;
  private final BackupStore store;

  /**
   * Opens a repository.
   *
   * @param host on which the work is done
   * @param settings of the repository
   * @param tools shared by all repositories of a worker
   */
  BasebackupProvider(Host host, Backups.Basebackup settings, Basebackups.Tools tools) {
    this.host = host;
    this.settings = settings;
    this.tools = tools;
    this.store = new BackupStore(directory().resolve("base"), host.owner());
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String repository() {
    return settings.directory();
  }

  @Override
  public List<Backup> backups() throws IOException {
    folderArchive().require();
    return store.complete().stream().map(BackupStore.Stored::backup).toList();
  }

  @Override
  public List<String> problems() throws IOException {
    return store.unreadable().stream()
        .map(name -> "backup \"" + name + "\" is there, and its \"backup.json\" is damaged")
        .toList();
  }

  @Override
  public Backup take(String key, Consumer<String> progress)
      throws IOException, SQLException, InterruptedException {
    Optional<Backup> done = store.of(key);
    if (done.isPresent()) {
      return done.get();
    }
    folderArchive().require();
    Locks.Lock lock = lock("taking backup \"" + key + "\"");
    try {
      done = store.of(key);
      return done.isPresent() ? done.get() : takeNew(key, progress);
    } finally {
      lock.close();
    }
  }

  private Backup takeNew(String key, Consumer<String> progress)
      throws IOException, SQLException, InterruptedException {
    store.sweep();
    DatabaseRef database = new DatabaseRef(host.ref().system(), host.ref().database());
    return new NewBackup(
            store,
            folderArchive(),
            new TakeGuards(host, directory()),
            new Taking(host, tools.secrets()))
        .take(tools.primaries().find(database), key, progress);
  }

  @Override
  public List<String> expire() throws IOException, InterruptedException {
    folderArchive().require();
    Locks.Lock lock = lock("removing old backups");
    try {
      store.sweep();
      return new Expiry(store, archivePath(), proofs()).run(settings.keep(), Clock.systemUTC());
    } finally {
      lock.close();
    }
  }

  @Override
  public WalArchive archive() {
    return folderArchive();
  }

  private FolderArchive folderArchive() {
    return new FolderArchive(archivePath(), store);
  }

  @Override
  public Proofs proofs() {
    return new Proofs(directory().resolve("proofs"), host.owner());
  }

  @Override
  public TableCatalog catalog(Backup backup) throws IOException {
    store.require(backup);
    return store.catalog(backup);
  }

  @Override
  public List<Proven.Check> verify(Backup backup) throws IOException, InterruptedException {
    store.require(backup);
    Path data = store.data(backup.id());
    Programs.Output output =
        host.programs().run(VERIFY, "pg_verifybackup", List.of("--no-parse-wal", data.toString()));
    return new Verification(backup, data).checks(output);
  }

  @Override
  public void restore(Backup backup, Path into, Consumer<String> progress)
      throws IOException, InterruptedException {
    store.require(backup);
    if (into.toAbsolutePath().normalize().equals(host.data().path())) {
      throw Failures.of(
          FailureType.REFUSED,
          "\"%s\" is the data directory of node \"%s\"; nothing was changed"
              .formatted(into, host.ref().node()),
          "restore beside it");
    }
    new Restoring(store.data(backup.id()), into, host.owner()).run(backup, progress);
  }

  /**
   * Returns it. An archive that is not there must not look like the end of the WAL: a status above
   * 125 ends the server instead (PostgreSQL source, {@code xlogarchive.c}).
   */
  @Override
  public String restoreCommand() {
    String folder = shell(archivePath().toString()).replace("%", "%%");
    return "[ -d %1$s ] || exit 255; cp %1$s/%%f \"%%p\"".formatted(folder);
  }

  private static String shell(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private Locks.Lock lock(String purpose) throws IOException, InterruptedException {
    return tools.locks().take(store.folder(), host.owner(), purpose);
  }

  private Path directory() {
    return Path.of(settings.directory());
  }

  private Path archivePath() {
    return directory().resolve("wal");
  }
}
