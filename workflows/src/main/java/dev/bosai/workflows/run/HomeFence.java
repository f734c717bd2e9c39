package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeRef;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Fences a node on its own host that was only cut off, or attested, until now. Its server may have
 * gone on writing, and once power or network are back it would again; so nothing is read or
 * destroyed there before it is down.
 */
final class HomeFence {
  /** How long a step waits for the host before it asks a person for it. */
  static final Duration BACK_WITHIN = Duration.ofSeconds(10);

  private final Ports ports;
  private final Board board;
  private final SecondWriterWatch writers;
  private final Map<String, Promise<FenceProof.NodeDown>> asked = new LinkedHashMap<>();

  HomeFence(Ports ports, Board board, SecondWriterWatch writers) {
    this.ports = ports;
    this.board = board;
    this.writers = writers;
  }

  /**
   * Asks for it if the node was proven, or attested, in another way only. Whenever its host is
   * back, this lies there as the first work of that site's worker, whether a person has noticed or
   * not.
   */
  void begin(StepHead head, Recovery recovery, NodeRef node) {
    if (isFencedAtHome(recovery) || asked.containsKey(recovery.database())) {
      return;
    }
    FenceNode request =
        new FenceNode(node, recovery.promoted().systemIdentifier(), recovery.nextToken());
    asked.put(
        recovery.database(),
        Async.function(ports.hostOnceBack(head, node)::fence, request)
            .thenApply(down -> fenced(recovery, down)));
    writers.begin(recovery, node);
  }

  /**
   * Waits for it.
   *
   * @throws ApplicationFailure of type UNREACHABLE if the host is still away
   */
  void complete(StepHead head, Recovery recovery, NodeRef node) {
    begin(head, recovery, node);
    Promise<FenceProof.NodeDown> fence = asked.get(recovery.database());
    if (fence == null) {
      return;
    }
    if (!Workflow.await(BACK_WITHIN, fence::isCompleted)) {
      throw away(node);
    }
    try {
      fence.get();
    } catch (ActivityFailure failure) {
      // What was refused is asked for anew by the next try.
      asked.remove(recovery.database());
      throw failure;
    }
  }

  private static boolean isFencedAtHome(Recovery recovery) {
    return recovery.proofIfAny().map(FenceProof.NodeDown.class::isInstance).orElse(true);
  }

  /** A person who waits for the host sees that it is back, and safe. */
  private FenceProof.NodeDown fenced(Recovery recovery, FenceProof.NodeDown down) {
    writers.end(recovery);
    FenceNote.keep(
        board,
        down.node(),
        "fenced at home",
        down.at() + ", " + down.killed() + " processes killed");
    return down;
  }

  private ApplicationFailure away(NodeRef node) {
    String site = ports.siteOf(node);
    return ApplicationFailure.newNonRetryableFailure(
        "what \"%s\" wrote last is on its own host, which is cut off: no worker of site \"%s\" answers; the new primary serves, without a standby"
                .formatted(node.node(), site)
            + "\n  HINT: keep its server from starting, give the host power and network back, start"
            + " a worker there (bosai worker --site "
            + site
            + "): it is fenced there before anything else; then retry; abort leaves it as it is",
        FailureType.UNREACHABLE.name());
  }
}
