package dev.bosai.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Promotes the best standby; the type's name is what the Web UI shows first. */
@WorkflowInterface
public interface ReplicaPromotion {
  /** Carries the plan out. */
  @WorkflowMethod(name = "ReplicaPromotion")
  RunResult run(RunInput input);
}
