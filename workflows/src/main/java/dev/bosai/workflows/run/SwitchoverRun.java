package dev.bosai.workflows.run;

import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.RunResult;
import dev.bosai.workflows.Switchover;
import io.temporal.workflow.WorkflowInit;

/** Gives the run its type's name in the Web UI. */
public final class SwitchoverRun implements Switchover {
  private final Run run;

  /** Prepares the run before the first decision can arrive. */
  @WorkflowInit
  public SwitchoverRun(RunInput input) {
    run = new Run(input);
  }

  @Override
  public RunResult run(RunInput input) {
    return run.carryOut();
  }
}
