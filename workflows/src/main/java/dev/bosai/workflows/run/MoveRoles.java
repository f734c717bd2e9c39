package dev.bosai.workflows.run;

import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.HostFacts;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.NodeFacts;
import io.temporal.failure.ApplicationFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides from what was seen whether a healthy primary can be moved without loss, and to which
 * standby. A pure function.
 *
 * @param primary that is healthy
 * @param candidate standby that is closest behind it
 */
record MoveRoles(NodeFacts primary, NodeFacts candidate) {
  /** Clients wait while the standby replays what it is behind: one segment of the log at most. */
  static final long BEHIND_MAX = 16L << 20;

  /**
   * Decides.
   *
   * @param system its name, for the commands that are shown
   * @throws ApplicationFailure of type REFUSED that says what stands against a move
   */
  static MoveRoles decide(Sighting seen, String system) {
    List<NodeFacts> writable = seen.writable();
    if (writable.size() > 1) {
      throw Roles.splitBrain(writable);
    }
    NodeFacts primary =
        writable.stream().findFirst().orElseThrow(() -> noPrimary(seen.fenced(), system));
    requireHost(seen, primary);
    requireRoute(seen, primary, system);
    return new MoveRoles(
        primary,
        seen.standbys().stream()
            .filter(node -> against(seen, primary, node).isEmpty())
            .max(Comparator.comparing(MoveRoles::replayed))
            .orElseThrow(() -> noCandidate(seen, primary)));
  }

  /** The move is a stop in order, which only the host can do. */
  private static void requireHost(Sighting seen, NodeFacts primary) {
    HostFacts host = seen.hosts().get(primary.node());
    if (host == null) {
      throw refused(
          "no worker answers on the host of primary \"" + primary.node() + "\", which it stops",
          "start that site's worker there, then retry");
    }
    if (!host.takesWrites() || !host.systemIdentifier().equals(primary.systemIdentifier())) {
      throw refused(
          "the worker on its host does not reach primary \"" + primary.node() + "\"",
          "compare the node's \"data\" in the system file with the host, then retry");
    }
  }

  /** A route that leads to nobody is what an earlier run that was lost may have left. */
  private static void requireRoute(Sighting seen, NodeFacts primary, String system) {
    String leads = seen.wire().route().node();
    if (!leads.isEmpty() && !leads.equals(primary.node())) {
      throw refused(
          "clients are led to \"%s\" and \"%s\" takes writes".formatted(leads, primary.node()),
          "lead them to \"%s\" first, as the checklist of \"bosai runbook print replica-promotion --system %s\" says"
              .formatted(primary.node(), system));
    }
  }

  /** Returns what stands against a standby; empty if nothing does. */
  private static String against(Sighting seen, NodeFacts primary, NodeFacts node) {
    if (!node.unfit().isEmpty()) {
      return node.unfit();
    }
    if (!node.receiving() || node.timeline() != primary.timeline()) {
      return "does not stream from \"" + primary.node() + "\"";
    }
    if (!node.systemIdentifier().equals(primary.systemIdentifier())) {
      return "is of cluster \"" + node.systemIdentifier() + "\"";
    }
    if (!seen.hosts().containsKey(node.node())) {
      return "no worker answers on its host";
    }
    long behind = behind(primary, node);
    return behind > BEHIND_MAX ? "is " + (behind >> 20) + " MB behind" : "";
  }

  /** Returns the candidate's name, if it streams from the primary under it; else nothing. */
  String streamsAs() {
    return primary.streamingStandbys().contains(candidate.node()) ? candidate.node() : "";
  }

  /** Returns how many bytes of log the standby had still to replay when both were asked. */
  long behind() {
    return behind(primary, candidate);
  }

  private static long behind(NodeFacts primary, NodeFacts node) {
    long written = Objects.requireNonNull(primary.received()).bytes();
    return Math.max(0, written - replayed(node).bytes());
  }

  private static Lsn replayed(NodeFacts node) {
    return Optional.ofNullable(node.replayed()).orElse(new Lsn(0));
  }

  /** What a move that ended after its demotion left is gone on with by a promotion. */
  private static ApplicationFailure noPrimary(Optional<String> fenced, String system) {
    String found = fenced.map(node -> "; \"" + node + "\" is fenced").orElse("");
    return refused(
        "no primary takes writes" + found + ", and a planned move needs a healthy one",
        "abort this run; \"bosai start replica-promotion --system " + system + "\" goes on");
  }

  private static ApplicationFailure noCandidate(Sighting seen, NodeFacts primary) {
    String reasons =
        seen.wire().nodes().stream()
            .filter(node -> !node.node().equals(primary.node()))
            .map(node -> node.node() + ": " + reason(seen, primary, node))
            .collect(Collectors.joining("; "));
    return refused(
        "no standby can take over without loss and without keeping clients waiting ("
            + reasons
            + ")",
        "bring a standby back, or let it catch up, then retry");
  }

  private static String reason(Sighting seen, NodeFacts primary, NodeFacts node) {
    return node.answers() ? against(seen, primary, node) : node.problem();
  }

  private static ApplicationFailure refused(String message, String hint) {
    return ApplicationFailure.newNonRetryableFailure(
        message + "\n  HINT: " + hint, FailureType.REFUSED.name());
  }
}
