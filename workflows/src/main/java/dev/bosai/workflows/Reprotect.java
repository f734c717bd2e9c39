package dev.bosai.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Brings redundancy back after a recovery; the type's name is what the Web UI shows first. */
@WorkflowInterface
public interface Reprotect {
  /** Carries the plan out. */
  @WorkflowMethod(name = "Reprotect")
  RunResult run(RunInput input);
}
