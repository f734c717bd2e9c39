package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.NodeActivities.FenceNode;
import dev.bosai.workflows.port.NodeActivities.LiftFence;
import dev.bosai.workflows.port.NodeActivities.PreserveNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Preserved;
import io.temporal.failure.ActivityFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The standbys of a node whose directory is exchanged. One that ran on would serve the damaged
 * history, and take the restored history's file for its own (f10), so they are still until somebody
 * says keep or undo.
 */
final class Standbys {
  /** A dead site answers nothing, and clients wait meanwhile. */
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(10);

  private final Ports ports;

  Standbys(Ports ports) {
    this.ports = ports;
  }

  /** Makes them still; one that cannot be reached is told, and stands in nobody's way. */
  void still(StepHead head, Recovery recovery, Map<String, String> evidence) {
    for (String name : recovery.assessment().followers()) {
      try {
        evidence.put("standby " + name, "still since " + fence(head, recovery, name).at());
      } catch (ActivityFailure failure) {
        Failed.rethrowIfCancelled(failure);
        evidence.put("standby " + name, "not still: " + Failed.sentence(failure));
      }
    }
  }

  private FenceProof fence(StepHead head, Recovery recovery, String name) {
    NodeRef node = ref(recovery, name);
    FenceProof proof =
        ports
            .host(head, node, BEGINS_WITHIN)
            .fence(new FenceNode(node, systemIdentifier(recovery), recovery.nextToken()));
    recovery.pointInTime().followerFenced(name);
    return proof;
  }

  /**
   * Keeps what each of them has past the fork, before it may be copied anew. One that could not be
   * made still before must be so now.
   */
  void preserve(StepHead head, Recovery recovery) {
    List<Preserved> kept = new ArrayList<>();
    for (String name : others(recovery)) {
      if (!recovery.pointInTime().followersFenced().contains(name)) {
        fence(head, recovery, name);
      }
      kept.add(preserve(head, recovery, name));
    }
    recovery.preserved(kept.get(0));
    recovery.othersPreserved(kept.subList(1, kept.size()));
  }

  private Preserved preserve(StepHead head, Recovery recovery, String name) {
    NodeRef node = ref(recovery, name);
    return ports
        .host(head, node)
        .preserve(
            new PreserveNode(
                node,
                recovery.promoted(),
                recovery.assessment().timeline(),
                recovery.pointInTime().switched().run(),
                null,
                recovery.nextToken()));
  }

  /**
   * Starts those that were made still, as they were; one that does not start is told, and follows
   * by the next reprotect.
   *
   * @return whether any was started
   */
  boolean lift(StepHead head, Recovery recovery, Map<String, String> evidence) {
    boolean any = false;
    for (String name : recovery.pointInTime().followersFenced()) {
      try {
        NodeRef node = ref(recovery, name);
        ports
            .host(head, node)
            .liftFence(new LiftFence(node, systemIdentifier(recovery), recovery.nextToken()));
        evidence.put("standby " + name, "started, as it was");
        any = true;
      } catch (ActivityFailure failure) {
        Failed.rethrowIfCancelled(failure);
        evidence.put("standby " + name, "still fenced: " + Failed.sentence(failure));
      }
    }
    return any;
  }

  /** Those that were silent when the run began are behind as well. */
  private List<String> others(Recovery recovery) {
    return ports.settings(recovery.database()).nodes().keySet().stream()
        .filter(name -> !name.equals(recovery.promoted().node()))
        .toList();
  }

  private NodeRef ref(Recovery recovery, String name) {
    return ports.database(recovery.database()).node(name);
  }

  private static String systemIdentifier(Recovery recovery) {
    return recovery.pointInTime().aim().systemIdentifier();
  }
}
