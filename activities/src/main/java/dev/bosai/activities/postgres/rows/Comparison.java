package dev.bosai.activities.postgres.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.RowActivities.CompareRows;
import dev.bosai.workflows.port.RowActivities.WrittenAfter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Finds what was written after the target, which a switch has put aside. */
public final class Comparison {
  private static final String MANIFEST = "manifest.json";

  private final Protected listed;
  private final Secrets secrets;
  private final SnapshotHolder holder;
  private final Locks locks = new Locks();
  private final ObjectMapper json = Payloads.mapper();

  /** Makes a finder for the nodes of this host; one instance per worker, since it locks. */
  public Comparison(Protected listed, Secrets secrets) {
    this.listed = listed;
    this.secrets = secrets;
    this.holder = new SnapshotHolder(listed, secrets);
  }

  /** Compares, or returns what an earlier attempt found. */
  public WrittenAfter compare(CompareRows request, Try current)
      throws IOException, SQLException, InterruptedException {
    Host host = new Hosts(listed).open(request.node());
    RunFolders folders = new RunFolders(host, request.run());
    Path manifest = folders.written().resolve(MANIFEST);
    Locks.Lock lock = locks.take(folders.folder(), host.owner(), "compare");
    try {
      WrittenAfter found =
          Files.exists(manifest)
              ? json.readValue(manifest.toFile(), WrittenAfter.class)
              : write(request, folders, current);
      leave(folders, request);
      return found;
    } finally {
      lock.close();
    }
  }

  /** The manifest comes last: where there is one, the folder is complete. */
  private WrittenAfter write(CompareRows request, RunFolders folders, Try current)
      throws IOException, SQLException, InterruptedException {
    Host host = folders.host();
    KeptDirectory.require(host, request.switched());
    Durable.removeTree(folders.written());
    OldCopy copy = copy(folders, request);
    Aside aside = new Aside(current);
    try {
      WrittenAfter found = aside.run("compare rows", () -> compared(request, folders, copy, aside));
      byte[] text = json.writerWithDefaultPrettyPrinter().writeValueAsBytes(found);
      Durable.sync(folders.written());
      Durable.replace(folders.written().resolve(MANIFEST), text, host.owner());
      return found;
    } finally {
      copy.end();
    }
  }

  private WrittenAfter compared(CompareRows request, RunFolders folders, OldCopy copy, Aside aside)
      throws IOException, SQLException, InterruptedException {
    aside.progress("copying the old directory");
    copy.make();
    aside.progress("the copy recovers");
    Database database =
        listed.database(new DatabaseRef(request.node().system(), request.node().database()));
    RestoredServer server = new OldServer(copy.host(), folders.folder(), database.admin()).start();
    TwoServers servers =
        new TwoServers(
            new TwoServers.Access(new Admins(secrets), database, aside),
            server,
            folders.host(),
            catalog -> holder.snapshot(folders.host(), request.run(), catalog));
    return new ClusterComparison(servers, folders, aside).run();
  }

  private static OldCopy copy(RunFolders folders, CompareRows request) throws IOException {
    Path kept = Path.of(request.switched().kept());
    return new OldCopy(folders.host(), kept, folders.folder().resolve("old"));
  }

  /** The result is safe: whatever was needed for it goes, also what a killed attempt left. */
  private void leave(RunFolders folders, CompareRows request)
      throws IOException, InterruptedException {
    copy(folders, request).end();
    holder.end(folders.host(), request.run());
    OldServer.leave(folders.folder());
    Files.deleteIfExists(folders.folder().resolve("passwords"));
  }
}
