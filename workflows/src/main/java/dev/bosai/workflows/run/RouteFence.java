package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.ProbeActivities.PastTheRoute;
import dev.bosai.workflows.port.ProbeActivities.ProbeStatus;
import dev.bosai.workflows.port.RouteActivities.CutRoute;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a node off at the router that all its clients come through. That proves something only if
 * nobody came in past it, which was looked at while the node could still be asked.
 */
final class RouteFence {
  private static final Duration PROBE_BEGINS_WITHIN = Duration.ofSeconds(3);

  /** Who looks every ten seconds has looked shortly before the last write. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  private final Ports ports;

  RouteFence(Ports ports) {
    this.ports = ports;
  }

  /**
   * Cuts it off.
   *
   * @throws ApplicationFailure of type NOT_PROVEN if a client may come in past the route
   */
  FenceProof prove(StepHead head, Recovery recovery, NodeRef node, Ports.Limits limits) {
    ProbeStatus probe =
        ports
            .probe(head, recovery.database(), PROBE_BEGINS_WITHIN)
            .probeStatus(ports.database(recovery.database()));
    requireNobodyPast(probe.past(), probe.lastAcknowledged());
    int nodes = ports.settings(recovery.database()).nodes().size();
    recovery.routeCutBegins();
    return ports
        .cuts(head, limits)
        .cutRoute(
            new CutRoute(
                ports.database(recovery.database()),
                node.node(),
                recovery.assessment().candidateFacts().systemIdentifier(),
                recovery.assessment().timelineOfOnly(nodes),
                recovery.nextToken()));
  }

  private static void requireNobodyPast(
      @Nullable PastTheRoute past, @Nullable Instant lastAcknowledged) {
    if (past == null || lastAcknowledged == null) {
      throw unproven("the probe has not looked whether clients come in past the route");
    }
    if (past.lookedAt().isBefore(lastAcknowledged.minus(FRESH))) {
      throw unproven(
          "the probe looked last at %s who comes in past the route, long before the last write at %s"
              .formatted(past.lookedAt(), lastAcknowledged));
    }
    if (!past.seen().isEmpty()) {
      throw unproven("clients came in past the route: " + String.join(", ", past.seen()));
    }
  }

  private static ApplicationFailure unproven(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, FailureType.NOT_PROVEN.name());
  }
}
