package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeRef;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;

/**
 * Fences a node on its own host that was only cut off, or attested, until now. Its server may have
 * gone on writing, and once power or network are back it would again; so nothing is read or
 * destroyed there before it is down.
 */
final class HomeFence {
  private final Ports ports;

  HomeFence(Ports ports) {
    this.ports = ports;
  }

  /** Fences it if it was proven in another way only. */
  void complete(StepHead head, Recovery recovery, NodeRef node) {
    boolean fencedAtHome =
        recovery.proofIfAny().map(FenceProof.NodeDown.class::isInstance).orElse(true);
    if (fencedAtHome) {
      return;
    }
    String system = recovery.promoted().systemIdentifier();
    try {
      ports.host(head, node).fence(new FenceNode(node, system, recovery.nextToken()));
    } catch (ActivityFailure failure) {
      Failed.rethrowIfCancelled(failure);
      throw Failed.neverBegan(failure) ? away(node) : failure;
    }
  }

  private ApplicationFailure away(NodeRef node) {
    String site = ports.siteOf(node);
    return ApplicationFailure.newNonRetryableFailure(
        "what \"%s\" wrote last is on its own host, which is cut off: no worker of site \"%s\" answers; the new primary serves, without a standby"
                .formatted(node.node(), site)
            + "\n  HINT: keep its server from starting, give the host power and network back, start"
            + " a worker there (bosai worker --site "
            + site
            + "), then retry: it is fenced there before anything else; abort leaves it as it is",
        FailureType.UNREACHABLE.name());
  }
}
