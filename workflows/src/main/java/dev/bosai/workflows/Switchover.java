package dev.bosai.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Moves a healthy primary to its standby; the type's name is what the Web UI shows first. */
@WorkflowInterface
public interface Switchover {
  /** Carries the plan out. */
  @WorkflowMethod(name = "Switchover")
  RunResult run(RunInput input);
}
