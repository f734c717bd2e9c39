package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.host.ControlFile;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.host.ServerControl;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.place.Exchange;
import dev.bosai.activities.postgres.place.OwnFiles;
import dev.bosai.activities.postgres.promote.HistoryFile;
import dev.bosai.activities.postgres.promote.SynchronousNames;
import dev.bosai.activities.postgres.wal.ForeignWrites;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Promoted;
import dev.bosai.workflows.port.SwitchActivities.Switched;
import dev.bosai.workflows.port.SwitchActivities.UndoSwitch;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Puts the old directory in place again, as it was when it was taken away. */
public final class Undoing {
  private final Hosts hosts;
  private final Markers markers;
  private final LocalServer servers;
  private final ForeignWrites foreign;

  /** Makes it for the nodes of this host. */
  public Undoing(Hosts hosts, Markers markers, Protected listed, Admins admins) {
    this.hosts = hosts;
    this.markers = markers;
    this.servers = new LocalServer(listed, admins);
    this.foreign = new ForeignWrites(listed, admins);
  }

  /**
   * Goes back, or goes on where an earlier attempt was cut off.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED or WRONG_IDENTITY while nothing
   *     was changed
   */
  public Switched undo(UndoSwitch request) throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    String run = request.switched().run();
    Path old = host.data().kept(run);
    Path undone = host.data().undone(run);
    try (Held held = markers.hold(host, request.token(), "undo")) {
      if (Files.isDirectory(old)) {
        require(request, host, old);
        if (Files.isDirectory(host.data().path())) {
          new OwnFiles(host.data().own(), host.owner()).save(host.data().path());
        }
        new Exchange(host.data(), old, undone).place();
        held.note("put the old directory back", Map.of("undone", undone.toString()));
      }
      requireBack(host, request);
      NewTimeline timeline = new NewTimeline(host, run);
      timeline.prepare(undone);
      host.control().unblock();
      new ServerControl(host).start();
      int taken = timeline.take(held);
      free(host, held);
      return back(request, host, taken);
    }
  }

  private Switched back(UndoSwitch request, Host host, int timeline)
      throws IOException, InterruptedException {
    Promoted was = request.switched().promoted();
    Path undone = host.data().undone(request.switched().run());
    return new Switched(
        new Promoted(
            was.node(),
            was.systemIdentifier(),
            timeline,
            HistoryFile.read(host.data().wal(), timeline).map(HistoryFile::fork).orElse(was.fork()),
            new FirstWrite(servers).await(host, timeline),
            ""),
        (Files.isDirectory(undone) ? undone : host.data().restored(request.switched().run()))
            .toString(),
        request.switched().run());
  }

  /** The hold on writes was set in the directory that is back now. */
  private void free(Host host, Held held) throws IOException, SQLException, InterruptedException {
    try (Connection connection = LocalWait.open(servers, host)) {
      WritesHold.free(connection, held);
      SynchronousNames.foundBack(connection, held, markers.of(host));
    }
  }

  private void require(UndoSwitch request, Host host, Path old)
      throws IOException, InterruptedException {
    Promoted was = request.switched().promoted();
    if (!request.proof().node().equals(was.node())
        || !request.proof().systemIdentifier().equals(was.systemIdentifier())) {
      throw refused("the fence's proof is of another node or cluster", "fence the node first");
    }
    requireIdentity(old, was.systemIdentifier());
    if (Files.isDirectory(host.data().path())) {
      host.requireIdentity(was.systemIdentifier());
      FencedNode.require(host);
      requireNobodyWrote(request, host);
    }
  }

  /** Read once more from the disk: a session may have written until the fence. */
  private void requireNobodyWrote(UndoSwitch request, Host host)
      throws IOException, InterruptedException {
    WrittenSince now =
        foreign.readStill(host, request.switched().promoted(), request.seen().harmless());
    if (!request.override() && (now.commits() > 0 || !now.missing().isEmpty())) {
      throw refused(
          now.missing().isEmpty()
              ? now.commits()
                  + " transactions of others than the probe would be lost, in "
                  + now.tables()
              : "who wrote since the switch is not known: " + now.missing(),
          "keep what was restored, or override and give a reason");
    }
  }

  private static void requireIdentity(Path directory, String expected) throws IOException {
    String found = new ControlFile(directory).systemIdentifier();
    if (!found.equals(expected)) {
      throw Failures.of(
          FailureType.WRONG_IDENTITY,
          "\"%s\" is of cluster \"%s\", expected \"%s\"; nothing was changed"
              .formatted(directory, found, expected),
          "look which directory was kept");
    }
  }

  /**
   * The old directory is in place if what was restored is not: undone, or still where it was when
   * the switch had not come as far as the exchange.
   */
  private static void requireBack(Host host, UndoSwitch request) throws IOException {
    String run = request.switched().run();
    Path undone = host.data().undone(run);
    if (!Files.isDirectory(undone) && !Files.isDirectory(host.data().restored(run))) {
      throw refused(
          "neither \"%s\" nor \"%s\" is there".formatted(host.data().kept(run), undone),
          "the old directory was given up or moved by hand");
    }
    host.requireIdentity(request.switched().promoted().systemIdentifier());
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
