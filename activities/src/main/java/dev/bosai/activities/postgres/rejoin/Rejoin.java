package dev.bosai.activities.postgres.rejoin;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.host.ControlData;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.place.Exchange;
import dev.bosai.activities.postgres.rejoin.RejoinState.Phase;
import dev.bosai.activities.postgres.wal.Manifest;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.NodeActivities.Following;
import dev.bosai.workflows.port.NodeActivities.RejoinNode;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.Preserved;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Brings a fenced old primary back as a standby. */
public final class Rejoin {
  private final Hosts hosts;
  private final Markers markers;
  private final Protected listed;
  private final Secrets secrets;
  private final Try current;
  private final Admins admins;
  private final ObjectMapper json = Payloads.mapper();

  /**
   * Makes it for the nodes of this host.
   *
   * @param nodes the worker's own configuration with the host's tools
   * @param secrets resolves the administrator's password
   * @param current told how far a copy has come
   */
  public Rejoin(Nodes nodes, Secrets secrets, Try current) {
    this.hosts = nodes.hosts();
    this.markers = nodes.markers();
    this.listed = nodes.listed();
    this.admins = nodes.admins();
    this.secrets = secrets;
    this.current = current;
  }

  /**
   * What all work on nodes shares.
   *
   * @param hosts finds nodes on this host
   * @param markers beside their data directories
   * @param listed the worker's own configuration
   * @param admins opens connections
   */
  public record Nodes(Hosts hosts, Markers markers, Protected listed, Admins admins) {}

  /**
   * Rejoins, or goes on where an earlier attempt was cut off.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED while nothing was changed
   */
  public Following rejoin(RejoinNode request)
      throws IOException, SQLException, InterruptedException {
    Host host = hosts.open(request.node());
    Manifest manifest = new RejoinGuards(host, json).manifest(request.preserved());
    Primary primary = Primary.of(request.primary(), host, listed, admins);
    try (Held held = markers.hold(host, request.token(), "rejoin")) {
      RejoinWork work = new RejoinWork(host, held, json);
      Task task = new Task(host, manifest, primary, work);
      String run = RejoinGuards.run(request.preserved());
      Optional<RejoinState> earlier = work.state(run);
      RejoinState state = earlier.isPresent() ? earlier.get() : begin(task);
      return finish(state, task);
    }
  }

  /** Returns whether a journal's entry says that the node follows a primary again. */
  public static boolean isDone(Entry entry) {
    return entry.did().equals(RejoinWork.FOLLOWS);
  }

  /** Who rejoins whom, and what allows it. */
  private record Task(Host host, Manifest manifest, Primary primary, RejoinWork work) {}

  private RejoinState begin(Task task) throws IOException, SQLException, InterruptedException {
    Host host = task.host();
    Manifest manifest = task.manifest();
    Primary primary = task.primary();
    RejoinGuards guards = new RejoinGuards(host, json);
    guards.requireFenced();
    primary.require(host.control().systemIdentifier());
    String run = RejoinGuards.run(manifest.preserved());
    exchange(host, run).require();
    Phase first = first(host, manifest);
    if (first == Phase.COPYING) {
      new BaseCopy(host, primary, current).require();
    }
    String conninfo = upstream(host, primary).replication().toString();
    return task.work().begin(new RejoinState(run, how(first), first, conninfo));
  }

  /**
   * A log that ended in order, before the new timeline begins, is its beginning: there is nothing
   * to take back.
   */
  private static Phase first(Host host, Manifest manifest)
      throws IOException, InterruptedException {
    ControlData control = host.controlData();
    Preserved kept = manifest.preserved();
    if (!manifest.nothingLost()) {
      return Phase.COPYING;
    }
    boolean isBeginning =
        control.stoppedCleanly()
            && control.timeline() == kept.timeline()
            && control.checkpoint().compareTo(kept.fork()) < 0;
    if (isBeginning) {
      return Phase.SETTLING;
    }
    return control.rewindable() ? Phase.REWINDING : Phase.COPYING;
  }

  private static String how(Phase first) {
    return switch (first) {
      case SETTLING -> "in place";
      case REWINDING -> "rewind";
      case COPYING, READY, PLACED, DONE -> "copy";
    };
  }

  private Following finish(RejoinState from, Task task)
      throws IOException, SQLException, InterruptedException {
    Host host = task.host();
    Primary primary = task.primary();
    RejoinWork work = task.work();
    RejoinState state = from;
    Exchange exchange = exchange(host, state.run());
    if (state.phase() == Phase.SETTLING) {
      state = work.settle(state);
    }
    if (state.phase() == Phase.REWINDING) {
      state = work.rewind(state, new Rewind(host, primary, upstream(host, primary)));
    }
    if (state.phase() == Phase.COPYING) {
      state = work.copy(state, new BaseCopy(host, primary, current));
    }
    if (state.phase() == Phase.READY) {
      state = work.place(state, exchange);
    }
    NodeFacts facts = primary.require(host.control().systemIdentifier());
    state = work.start(state, new Streaming(new LocalServer(listed, admins)), facts);
    if (task.manifest().nothingLost()) {
      exchange.discard();
    }
    return new Following(host.ref().node(), facts.node(), state.how(), exchange.kept());
  }

  private Upstream upstream(Host host, Primary primary) {
    return new Upstream(host, primary, secrets);
  }

  private static Exchange exchange(Host host, String run) {
    return new Exchange(host.data(), host.data().rejoining(), host.data().kept(run));
  }
}
