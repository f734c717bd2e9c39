package dev.bosai.activities.postgres.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.activities.postgres.wal.LostWal;
import dev.bosai.activities.postgres.wal.LostWrites;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.SalvageActivities.SalvageRows;
import dev.bosai.workflows.port.SalvageActivities.Salvaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Makes of what a recovery kept the rows that only the old timeline has. */
public final class Salvage {
  private static final String MANIFEST = "manifest.json";
  private final Protected listed;
  private final Admins admins;
  private final Locks locks;
  private final Clock clock;
  private final ObjectMapper json = Payloads.mapper();

  /**
   * Makes it for the nodes of this host.
   *
   * @param listed the worker's own configuration
   * @param secrets resolves the administrator's password
   * @param locks shared with whoever gives old directories up
   * @param clock tells when rows were compared
   */
  public Salvage(Protected listed, Secrets secrets, Locks locks, Clock clock) {
    this.listed = listed;
    this.admins = new Admins(secrets);
    this.locks = locks;
    this.clock = clock;
  }

  /** Salvages, or returns what an earlier attempt found. */
  public Salvaged salvage(SalvageRows request, Try current)
      throws IOException, SQLException, InterruptedException {
    KeptTimeline kept =
        KeptTimeline.read(new Hosts(listed).open(request.node()), request.preserved());
    if (kept.manifest().nothingLost()) {
      return nothing(kept.manifest().preserved());
    }
    RunFolders folders = new RunFolders(kept.host(), kept.run());
    Locks.Lock lock = locks.take(folders.salvage(), kept.host().owner(), "salvage");
    try {
      new Abandoned(folders, locks).sweep();
      Optional<Salvaged> earlier = earlier(folders);
      Salvaged found = earlier.isPresent() ? earlier.get() : write(kept, folders, current);
      copy(folders, Path.of(found.old())).end();
      clear(folders);
      return found;
    } finally {
      lock.close();
    }
  }

  /** Returns whether somebody had all rows of a run salvaged. */
  static boolean isDone(RunFolders folders) throws IOException {
    return earlier(folders).isPresent();
  }

  /** What could not be compared, since somebody held a table's lock, is not left at that. */
  private static Optional<Salvaged> earlier(RunFolders folders) throws IOException {
    Path manifest = folders.salvaged().resolve(MANIFEST);
    return Files.exists(manifest)
        ? Optional.of(Payloads.mapper().readValue(manifest.toFile(), Salvaged.class))
            .filter(found -> found.notCompared().isEmpty())
        : Optional.empty();
  }

  /** The manifest comes last: where there is one, the folder is complete. */
  private Salvaged write(KeptTimeline kept, RunFolders folders, Try current)
      throws IOException, SQLException, InterruptedException {
    Path old = directory(kept);
    KeptDirectory.require(kept.host(), old, kept.systemIdentifier());
    Durable.removeTree(folders.salvaged());
    OldCopy copy = copy(folders, old);
    Aside aside = new Aside(current);
    try {
      Salvaged found = aside.run("salvage rows", () -> found(kept, folders, copy, aside));
      byte[] text = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(found);
      Durable.sync(folders.salvaged());
      Durable.replace(folders.salvaged().resolve(MANIFEST), text, kept.host().owner());
      return found;
    } finally {
      copy.end();
      clear(folders);
    }
  }

  private Salvaged found(KeptTimeline kept, RunFolders folders, OldCopy copy, Aside aside)
      throws IOException, SQLException, InterruptedException {
    LivePrimary live = live(kept);
    Preserved preserved = kept.manifest().preserved();
    Path old = directory(kept);
    String identity = identity(old);
    aside.progress("reading the old timeline's WAL");
    LostWrites lost =
        LostWal.read(KeptDirectory.node(kept.host(), old), preserved.timeline(), preserved.fork());
    aside.progress("copying \"" + old + "\"");
    copy.make();
    requireSame(directory(kept), identity);
    aside.progress("the copy recovers");
    OldServer server = new OldServer(copy.host(), folders.salvage(), live.database().admin());
    LostCluster cluster = new LostCluster(server.start(), live, folders, aside);
    var tables = cluster.find(lost);
    return new Salvaged(
        preserved.node(),
        folders.salvaged().toString(),
        old.toString(),
        preserved.fork(),
        lost.commits(),
        live.name(),
        clock.instant(),
        tables,
        cluster.notes(),
        cluster.notCompared());
  }

  private LivePrimary live(KeptTimeline kept) throws IOException, InterruptedException {
    Host host = kept.host();
    DatabaseRef ref = new DatabaseRef(host.ref().system(), host.ref().database());
    LivePrimary live = new LivePrimaries(listed, admins).find(ref, kept.systemIdentifier());
    if (live.timeline() <= kept.manifest().preserved().timeline()) {
      throw Failures.of(
          FailureType.REFUSED,
          "node \"%s\", which takes writes, is on timeline %d, expected a newer one than %d; nothing was changed"
              .formatted(live.name(), live.timeline(), kept.manifest().preserved().timeline()),
          "see who is the primary");
    }
    return live;
  }

  private static Path directory(KeptTimeline kept) throws IOException, InterruptedException {
    return kept.directory()
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.REFUSED,
                    "the old directory \"%s\" is not there; nothing was changed"
                        .formatted(kept.host().data().kept(kept.run())),
                    "it was discarded or moved; what is past the fork is still in \"%s\", as WAL"
                        .formatted(kept.manifest().preserved().directory())));
  }

  /** Somebody may have the node rejoin meanwhile, which puts another directory in its place. */
  private static void requireSame(Path old, String identity) throws IOException {
    if (!identity.equals(identity(old))) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "\"" + old + "\" was exchanged while it was copied",
          "it is tried again");
    }
  }

  private static String identity(Path directory) throws IOException {
    return Files.getAttribute(directory, "unix:dev")
        + "/"
        + Files.getAttribute(directory, "unix:ino");
  }

  /** Returns the copy of an old directory, whether it is there or not. */
  static OldCopy copy(RunFolders folders, Path old) throws IOException {
    return new OldCopy(folders.host(), old, folders.salvage().resolve("old"));
  }

  private static void clear(RunFolders folders) throws IOException {
    OldServer.leave(folders.salvage());
    Files.deleteIfExists(folders.salvage().resolve("definitions.sql"));
  }

  private Salvaged nothing(Preserved preserved) {
    return new Salvaged(
        preserved.node(),
        "",
        "",
        preserved.fork(),
        0,
        "",
        clock.instant(),
        new TreeMap<>(),
        List.of("nothing was committed past the fork"),
        new TreeMap<>());
  }
}
