package dev.bosai.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Brings a database back to a moment; the type's name is what the Web UI shows first. */
@WorkflowInterface
public interface PointInTimeRecovery {
  /** Carries the plan out. */
  @WorkflowMethod(name = "PointInTimeRecovery")
  RunResult run(RunInput input);
}
