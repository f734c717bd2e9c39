package dev.bosai.activities.postgres.wal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.Preserved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Keeps what the old timeline has past the fork, before anything may destroy it. */
public final class Preservation {
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private final Hosts hosts;
  private final Markers markers;
  private final Protected listed;
  private final Admins admins;
  private final ObjectMapper json = Payloads.mapper();

  /** Makes a keeper for the nodes of this host. */
  public Preservation(Hosts hosts, Markers markers, Protected listed, Admins admins) {
    this.hosts = hosts;
    this.markers = markers;
    this.listed = listed;
    this.admins = admins;
  }

  /**
   * Keeps the writes, or returns what an earlier attempt kept, or an earlier run: what is kept is
   * the node's own, and a rejoin that has begun since has destroyed what was there.
   */
  public Preserved preserve(PreserveNode request)
      throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    host.requireIdentity(request.promoted().systemIdentifier());
    try (Held held = markers.hold(host, request.token(), "preserve")) {
      List<Entry> journal = markers.of(host).journal();
      Optional<KeptWrites> earlier =
          KeptWrites.newest(journal, json).filter(kept -> kept.answers(request));
      if (earlier.isPresent()) {
        return earlier.get().preserved();
      }
      Path folder = KeptFolder.of(host, request.run());
      Path manifest = folder.resolve(Manifest.FILE);
      if (Files.exists(manifest)) {
        KeptWrites.note(folder, journal, held);
        return json.readValue(manifest.toFile(), Manifest.class).preserved();
      }
      requireStill(host);
      Preserved preserved = keep(request, host, folder);
      KeptWrites.note(folder, journal, held);
      return preserved;
    }
  }

  private Preserved keep(PreserveNode request, Host host, Path folder)
      throws IOException, SQLException, InterruptedException {
    Durable.folder(folder.resolve("wal"), host.owner());
    TimelineLog log = TimelineLog.of(host, request.timeline());
    WalReading reading = WalReading.of(host, log, request.promoted().fork());
    KeptFiles files = new KeptFiles(folder, host.owner());
    copyWal(log, request.promoted().fork(), reading, files);
    copyControl(host, files);
    LossFound lost = list(request, folder, reading, files);
    Preserved preserved =
        new Preserved(
            request.node().node(),
            folder.toString(),
            request.promoted().fork(),
            request.timeline(),
            lost);
    Manifest manifest = new Manifest(preserved, reading.missing(), files.digests());
    Durable.sync(folder.resolve("wal"));
    Durable.replace(folder.resolve(Manifest.FILE), json.writeValueAsBytes(manifest), host.owner());
    return preserved;
  }

  private static void copyWal(TimelineLog log, Lsn fork, WalReading reading, KeptFiles files)
      throws IOException {
    long last = reading.lastSegment(log.wal(), fork);
    List<Path> wanted = new ArrayList<>();
    for (long number : log.segmentsFrom(fork)) {
      if (number <= last) {
        wanted.add(log.wal().file(log.timeline(), number));
      }
    }
    wanted.addAll(log.wal().histories());
    files.requireRoom(wanted);
    for (Path file : wanted) {
      files.copy(file, "wal/" + file.getFileName());
    }
  }

  private static void copyControl(Host host, KeptFiles files) throws IOException {
    files.copy(new ControlFile(host.data().path()).readable(), "pg_control");
    Path settings = host.data().path().resolve("postgresql.auto.conf");
    if (Files.exists(settings)) {
      files.copy(settings, "postgresql.auto.conf");
    }
  }

  private LossFound list(PreserveNode request, Path folder, WalReading reading, KeptFiles files)
      throws IOException, SQLException {
    Set<Relation> written =
        reading.found().commits().stream()
            .flatMap(commit -> commit.relations().stream())
            .collect(Collectors.toSet());
    Map<Relation, String> names = names(request).of(written, reading.found()::isNew);
    String digest =
        files.write(
            LostCommits.FILE, new LostCommits(json, names).lines(reading.found().commits()));
    LossFound found = WalLoss.found(reading, request.promoted().fork(), request.lastAcknowledged());
    return new LossFound(
        found.source(),
        found.scope(),
        found.count(),
        found.from(),
        found.to(),
        found.lossMs(),
        found.ids(),
        folder.resolve(LostCommits.FILE).toString(),
        digest,
        found.text());
  }

  private TableNames names(PreserveNode request) {
    DatabaseRef ref = new DatabaseRef(request.node().system(), request.node().database());
    Database database = listed.database(ref);
    Node primary = listed.node(ref.node(request.promoted().node()));
    return new TableNames(
        admins,
        database.admin(),
        Admins.Target.of(primary.host(), primary.port(), database, SILENCE));
  }

  private static void requireStill(Host host) throws IOException {
    if (!host.control().blocksStart() || !host.processes().living().isEmpty()) {
      throw Failures.of(
          FailureType.REFUSED,
          "node \"" + host.ref().node() + "\" is not fenced; its writes could still change",
          "fence it first");
    }
  }
}
