package dev.bosai.app.worker;

import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.attest.MayNotStart;
import dev.bosai.workflows.attest.Starters;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.view.RunIds;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Instant;

/**
 * Lets a run begin only if somebody may start it, by this worker's own system file: whoever reaches
 * Temporal can send a plan with other people in it. A run that has begun is never stopped by that,
 * since the file may have changed meanwhile.
 */
public final class StartGuard extends WorkerInterceptorBase {
  private final Starters starters;

  /** Makes one that goes by a worker's own file. */
  public StartGuard(SystemFile file) {
    this.starters = new Starters(file.people());
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new Guarded(next, starters);
  }

  /** One run. */
  private static final class Guarded extends WorkflowInboundCallsInterceptorBase {
    private final Starters starters;

    Guarded(WorkflowInboundCallsInterceptor next, Starters starters) {
      super(next);
      this.starters = starters;
    }

    @Override
    public WorkflowOutput execute(WorkflowInput input) {
      boolean begins = !WorkflowUnsafe.isReplaying();
      if (begins && input.getArguments().length == 1) {
        demand(input.getArguments()[0]);
      }
      return super.execute(input);
    }

    private void demand(Object argument) {
      if (!(argument instanceof RunInput run) || isOfARecovery(run)) {
        return;
      }
      Instant started = Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
      try {
        starters.verify(run, started);
      } catch (MayNotStart refused) {
        throw ApplicationFailure.newNonRetryableFailure(
            refused.getMessage() + "\n  HINT: " + refused.hint(), FailureType.REFUSED.name());
      }
    }

    /** A recovery starts the run that brings redundancy back; whoever started it may that, too. */
    private static boolean isOfARecovery(RunInput run) {
      WorkflowInfo info = Workflow.getInfo();
      return info.getParentWorkflowId()
          .filter(RunIds.recovery(run.plan().system().system())::equals)
          .isPresent();
    }
  }
}
