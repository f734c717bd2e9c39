package dev.bosai.workflows;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Carries out any runbook of a user's own; the type's name is what the Web UI shows first. */
@WorkflowInterface
public interface CustomRunbook {
  /** Carries the plan out. */
  @WorkflowMethod(name = "CustomRunbook")
  RunResult run(RunInput input);
}
