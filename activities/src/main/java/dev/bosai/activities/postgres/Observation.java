package dev.bosai.activities.postgres;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.host.Sighting;
import dev.bosai.activities.postgres.host.Vantage;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.wal.WalLoss;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.NodeActivities.Observe;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a node from its host and changes nothing there; beside the directory it is remembered
 * that a living server was seen.
 */
final class Observation {
  private final Hosts hosts;
  private final Markers markers;
  private final LocalServer servers;

  Observation(Hosts hosts, Markers markers, LocalServer servers) {
    this.hosts = hosts;
    this.markers = markers;
    this.servers = servers;
  }

  HostFacts observe(Observe request) throws IOException, InterruptedException {
    Host host = hosts.open(request.node());
    boolean readable = Files.isReadable(host.control().readable());
    List<Long> living = host.processes().living();
    remember(host, living);
    LossFound beyond = request.beyond() == null ? null : WalLoss.beyond(host, request.beyond());
    return new HostFacts(
        request.node().node(),
        !living.isEmpty(),
        host.control().blocksStart(),
        markers.of(host).token(),
        host.control().systemIdentifier(),
        readable ? host.controlData().timeline() : 0,
        beyond,
        request.beyond() == null && !host.control().blocksStart() && servers.takesWrites(host),
        request.beyond() == null ? new Memory(host, markers.of(host)).read() : null);
  }

  /** Whoever cannot remember what was seen, or does so at the same time as another, looks on. */
  private void remember(Host host, List<Long> living) throws IOException {
    Optional<PostmasterFile> server = host.postmaster().filter(file -> living.contains(file.pid()));
    if (server.isPresent()) {
      try {
        markers.of(host).see(Sighting.of(server.get(), Vantage.here()));
      } catch (FileSystemException notToday) {
        System.err.println("a look was not remembered: " + notToday.getMessage());
      }
    }
  }
}
