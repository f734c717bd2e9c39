package dev.bosai.activities.postgres.fence;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.host.Sighting;
import dev.bosai.activities.postgres.marker.Held;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.wal.DiskTimeline;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Fences a node on its own host. The start is blocked before anything is killed: the other way
 * round a supervisor would bring the server back in between.
 */
public final class NodeFence {
  private static final Duration BOUND = Duration.ofSeconds(8);
  private static final Duration EVERY = Duration.ofMillis(2);
  private static final String KILLED = "killed the server";
  private final Hosts hosts;
  private final Markers markers;

  /** Makes a fence for the nodes of this host. */
  public NodeFence(Hosts hosts, Markers markers) {
    this.hosts = hosts;
    this.markers = markers;
  }

  /**
   * Fences a node, or proves again that it is fenced.
   *
   * @throws io.temporal.failure.ApplicationFailure of type WRONG_IDENTITY before anything is
   *     touched, or NOT_PROVEN
   */
  public FenceProof.NodeDown fence(FenceNode request) throws IOException, InterruptedException {
    Host host = hosts.open(request.node());
    host.requireIdentity(request.systemIdentifier());
    try (Held held = markers.hold(host, request.token(), "fence")) {
      return prove(host, held, request);
    }
  }

  /** Fences a node whose lock is held. */
  FenceProof.NodeDown prove(Host host, Held held, FenceNode request)
      throws IOException, InterruptedException {
    Kill kill = new Kill(host);
    boolean metBefore = metBefore(host);
    Optional<Sighting> seen = markers.of(host).seen();
    List<Finding> findings =
        fenced(
            () -> {
              block(host, held);
              kill.round();
              return new DownLook(host, metBefore || kill.count() > 0, seen).findings();
            });
    if (kill.count() > 0) {
      held.note(KILLED, Map.of("processes", Integer.toString(kill.count())));
    }
    requireProven(host, kill, findings);
    return new FenceProof.NodeDown(
        request.node().node(),
        request.systemIdentifier(),
        Instant.now(),
        request.token(),
        kill.count(),
        findings.stream().map(Finding::text).toList(),
        DiskTimeline.of(host),
        null);
  }

  /** One round: blocks, kills and looks. */
  @FunctionalInterface
  private interface Round {
    List<Finding> findings() throws IOException;
  }

  /** Goes round until everything speaks for the fence, or the time is up. */
  private static List<Finding> fenced(Round round) throws IOException, InterruptedException {
    List<Finding> last = new ArrayList<>();
    Poll.until(
        BOUND,
        EVERY,
        () -> {
          last.clear();
          last.addAll(round.findings());
          return Optional.of(true).filter(seen -> last.stream().allMatch(Finding::good));
        });
    return last;
  }

  /** Returns whether an earlier attempt killed processes of the server that left its lock file. */
  private boolean metBefore(Host host) throws IOException {
    Instant started = host.postmaster().map(PostmasterFile::started).orElse(Instant.MAX);
    return markers.of(host).journal().stream()
        .anyMatch(entry -> entry.did().equals(KILLED) && entry.at().isAfter(started));
  }

  private static void block(Host host, Held held) throws IOException {
    if (host.control().block()) {
      held.note("blocked the start", Map.of("moved", host.control().live().toString()));
    }
  }

  private static void requireProven(Host host, Kill kill, List<Finding> findings) {
    String against =
        findings.stream()
            .filter(finding -> !finding.good())
            .map(Finding::text)
            .collect(Collectors.joining("; "));
    if (!against.isEmpty()) {
      throw Failures.of(
          FailureType.NOT_PROVEN,
          "node \"%s\" is not proven down after its start was blocked and %d processes killed: %s"
              .formatted(host.ref().node(), kill.count(), against),
          "look at the host; it is tried again");
    }
  }
}
