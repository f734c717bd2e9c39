package dev.bosai.app.kill;

import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.util.Arrays;

/** One run, with the moments in which results reach it and its child begins. */
final class WatchedRun extends WorkflowInboundCallsInterceptorBase {
  private static final String CHILD_TYPE = "Reprotect";

  private final KillSwitch killer;

  WatchedRun(WorkflowInboundCallsInterceptor next, KillSwitch killer) {
    super(next);
    this.killer = killer;
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor calls) {
    super.init(new Calls(calls, killer));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    if (Workflow.getInfo().getWorkflowType().equals(CHILD_TYPE)) {
      killer.strikeUnlessReplaying(KillPoint.AFTER_EFFECT, KillSwitch.CHILD, "");
    }
    return super.execute(input);
  }

  private static final class Calls extends WorkflowOutboundCallsInterceptorBase {
    private final KillSwitch killer;

    Calls(WorkflowOutboundCallsInterceptor next, KillSwitch killer) {
      super(next);
      this.killer = killer;
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      ActivityOutput<R> output = super.executeActivity(input);
      String work = input.getActivityName();
      String arguments = Arrays.toString(input.getArgs());
      return new ActivityOutput<>(
          output.getActivityId(),
          output
              .getResult()
              .thenApply(result -> after(KillPoint.AFTER_RESULT, work, arguments, result)));
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
      killer.strikeUnlessReplaying(KillPoint.BEFORE_EFFECT, KillSwitch.CHILD, "");
      ChildWorkflowOutput<R> output = super.executeChildWorkflow(input);
      return new ChildWorkflowOutput<>(
          output.getResult(),
          output
              .getWorkflowExecution()
              .thenApply(begun -> after(KillPoint.AFTER_RESULT, KillSwitch.CHILD, "", begun)));
    }

    private <R> R after(KillPoint point, String work, String arguments, R result) {
      killer.strikeUnlessReplaying(point, work, arguments);
      return result;
    }
  }
}
