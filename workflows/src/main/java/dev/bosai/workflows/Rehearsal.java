package dev.bosai.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/**
 * Sends read-only work through Temporal and back within one process, so that the first recovery
 * finds that process awake.
 */
@WorkflowInterface
public interface Rehearsal {
  /**
   * One piece of work.
   *
   * @param activity its type
   * @param argument what the activity takes
   */
  record Look(String activity, Object argument) {}

  /** Asks for each look in turn until one is slow; one that fails is as good as any. */
  @WorkflowMethod(name = "Rehearsal")
  void rehearse(List<Look> looks);
}
