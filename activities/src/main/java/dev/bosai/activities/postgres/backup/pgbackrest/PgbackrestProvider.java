package dev.bosai.activities.postgres.backup.pgbackrest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.CatalogReader;
import dev.bosai.activities.postgres.backup.Pace;
import dev.bosai.activities.postgres.backup.PrimaryGuards;
import dev.bosai.activities.postgres.backup.Proofs;
import dev.bosai.activities.postgres.backup.TableCatalog;
import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Backups of one stanza of pgBackRest, in one or more repositories. Beside them Bosai keeps records
 * of its own: {@code proofs/} what was proven, {@code catalogs/} which tables there were.
 */
final class PgbackrestProvider implements BackupProvider {
  static final String KIND = "pgbackrest";
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private final Host host;
  private final Backups.Pgbackrest settings;
  private final Tools tools;
  private final Pgbackrest program;
  private final ObjectMapper json = Payloads.mapper();

  /**
   * What all stanzas of a worker share.
   *
   * @param primaries finds what is backed up
   * @param locks keep two from working on one stanza
   */
  record Tools(Primaries primaries, Locks locks) {}

  /**
   * Opens a stanza.
   *
   * @param host on which the work is done
   * @param settings of the stanza
   * @param tools shared by all stanzas of a worker
   */
  PgbackrestProvider(Host host, Backups.Pgbackrest settings, Tools tools) {
    this.host = host;
    this.settings = settings;
    this.tools = tools;
    this.program = new Pgbackrest(host, settings);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public String repository() {
    return "pgbackrest stanza " + settings.stanza();
  }

  @Override
  public List<Backup> backups() throws IOException, InterruptedException {
    return info().backups();
  }

  @Override
  public List<String> problems() throws IOException, InterruptedException {
    Info info = info();
    Stream<String> repositories =
        info.repositories().stream()
            .filter(repository -> !repository.sound())
            .map(one -> "repository %d cannot be used: %s".formatted(one.number(), one.problem()));
    Stream<String> backups =
        info.stored().stream()
            .filter(Info.Stored::damaged)
            .map(
                one ->
                    "backup \"%s\" has pages whose checksum was wrong when it was taken"
                        .formatted(one.backup().id()));
    Stream<String> kept = Stream.concat(repositories, backups);
    List<String> found = new ArrayList<>(kept.toList());
    for (Info.Repository repository : info.sound()) {
      found.addAll(new PairedFiles(program, repository.number()).ofStanza());
    }
    return found;
  }

  @Override
  public Backup take(String key, Consumer<String> progress)
      throws IOException, SQLException, InterruptedException {
    requireRecords();
    Locks.Lock lock = lock("taking backup \"" + key + "\"");
    try {
      Optional<Backup> done = info().of(key);
      Backup backup = done.isPresent() ? done.get() : taken(key, progress);
      if (!catalogs().has(backup.id())) {
        catalogs().write(backup.id(), CatalogReader.of(primary()));
      }
      return backup;
    } finally {
      lock.close();
    }
  }

  /** The first repository that can be used gets it, as the program itself would choose. */
  private Backup taken(String key, Consumer<String> progress)
      throws IOException, SQLException, InterruptedException {
    String mark = "--annotation=" + Info.ANNOTATION + "=" + key;
    program.endLeft(mark);
    Info before = info();
    guard(before);
    int repository = before.sound().get(0).number();
    long bytes = before.backups().stream().mapToLong(Backup::bytes).reduce(0, (one, two) -> two);
    TakeProgress far = new TakeProgress(new Pace(), bytes, progress);
    program.follow(
        List.of(
            "--repo=" + repository,
            mark,
            "--type=full",
            "--start-fast",
            "--no-expire-auto",
            "backup"),
        far::line);
    return info()
        .of(key)
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.UNEXPECTED,
                    "pgBackRest took a backup of stanza \"%s\" and does not list it"
                        .formatted(settings.stanza()),
                    "look at \"pgbackrest info\"; it is tried again"));
  }

  private void guard(Info info) throws IOException, SQLException, InterruptedException {
    PrimaryGuards guards = new PrimaryGuards(host, repository());
    guards.requireIdentity(
        primary(), info.sound().stream().map(Info.Repository::systemIdentifier).toList());
    try (Connection connection = primary().open(SILENCE)) {
      guards.require(connection);
      ControlTimeline.settle(connection);
    }
  }

  @Override
  public List<String> expire() throws IOException, InterruptedException {
    requireRecords();
    Locks.Lock lock = lock("removing old backups");
    try {
      Info info = info();
      List<String> removed = new ArrayList<>();
      for (Info.Repository repository : info.sound()) {
        removed.addAll(
            new Expiry(program, repository.number(), info.stored())
                .run(
                    settings.keep(),
                    proofs().newestPassed().map(Proven::backup).orElse(null),
                    Clock.systemUTC()));
      }
      catalogs().keep(info().backups().stream().map(Backup::id).toList());
      return removed;
    } finally {
      lock.close();
    }
  }

  @Override
  public WalArchive archive() throws IOException, InterruptedException {
    return new RepositoryArchive(program, new Segments(host, program), info().sound());
  }

  @Override
  public Proofs proofs() {
    return new Proofs(records().resolve("proofs"), host.owner());
  }

  @Override
  public TableCatalog catalog(Backup backup) throws IOException, InterruptedException {
    require(backup);
    return catalogs().read(backup.id());
  }

  @Override
  public List<Proven.Check> verify(Backup backup) throws IOException, InterruptedException {
    return new Verification(program, require(backup)).checks();
  }

  @Override
  public void restore(Backup backup, Path into, Consumer<String> progress)
      throws IOException, InterruptedException {
    Info.Stored stored = require(backup);
    if (into.toAbsolutePath().normalize().equals(host.data().path())) {
      throw Failures.of(
          FailureType.REFUSED,
          "\"%s\" is the data directory of node \"%s\"; nothing was changed"
              .formatted(into, host.ref().node()),
          "restore beside it");
    }
    requireNoTablespaces(stored);
    new Restoring(program, stored, into, host.owner()).run(progress);
  }

  /**
   * Returns it. The directory that is restored stands for the node, which may be fenced. What is
   * not in the archive (status 1) or damaged there (42) is the end of the WAL: a server reads ahead
   * of its target, and one that needs the file says that it did not reach it. Whatever else goes
   * wrong must not look so: a status above 125 ends the server (PostgreSQL source, {@code
   * xlogarchive.c}). What was fetched to be looked at need not be fetched again: it was held
   * against its checksum.
   */
  @Override
  public String restoreCommand() {
    String here = Pgbackrest.quoted(new Segments(host, program).folder().toString()) + "/%f";
    String fetch =
        program.shell(
            List.of(
                "--no-archive-async", "\"--pg1-path=$PWD\"", "archive-get", "%f", "\"$PWD/%p\""));
    return "cp "
        + here
        + " \"$PWD/%p\" 2>/dev/null && exit 0; "
        + fetch
        + "; case $? in 0) exit 0;; 1|42) exit 1;; *) exit 255;; esac";
  }

  /** Whoever took it may not have minded; they would come back to where the live ones are. */
  private void requireNoTablespaces(Info.Stored stored) throws IOException, InterruptedException {
    List<String> own = Info.tablespaces(program, json, stored);
    if (!own.isEmpty()) {
      throw Failures.of(
          FailureType.REFUSED,
          "backup \"%s\" has tablespaces of its own (%s); a restore would write over them; nothing"
                  .formatted(stored.backup().id(), String.join(", ", own))
              + " was changed",
          "restore it by hand, with \"--tablespace-map\"");
    }
  }

  private Info.Stored require(Backup backup) throws IOException, InterruptedException {
    return info()
        .find(backup.id())
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.REFUSED,
                    "backup \"%s\" is not in \"%s\"; nothing was changed"
                        .formatted(backup.id(), repository()),
                    "choose one that \"bosai backup list\" shows"));
  }

  private Info info() throws IOException, InterruptedException {
    return Info.read(program, json);
  }

  private Primary primary() throws InterruptedException {
    return tools.primaries().find(new DatabaseRef(host.ref().system(), host.ref().database()));
  }

  private Catalogs catalogs() {
    return new Catalogs(records().resolve("catalogs"), host.owner(), json);
  }

  private Locks.Lock lock(String purpose) throws IOException, InterruptedException {
    return tools.locks().take(records(), host.owner(), purpose);
  }

  private Path records() {
    return Path.of(settings.records());
  }

  /** Made by hand, once: what is missing is more likely a file system that is not mounted. */
  private void requireRecords() {
    if (!Files.isDirectory(records())) {
      throw Failures.of(
          FailureType.REFUSED,
          "records folder \"" + records() + "\" is not there; nothing was changed",
          "mount it, or make it for the account that runs PostgreSQL");
    }
  }
}
