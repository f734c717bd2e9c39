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
      killer.strikeUnlessReplaying(KillPoint.AFTER_EFFECT, child());
    }
    return super.execute(input);
  }

  /** Whichever of the two it is seen from, it is one piece of work. */
  private static Piece child() {
    return Piece.of(CHILD_TYPE, KillSwitch.CHILD, "");
  }

  private static String type() {
    return Workflow.getInfo().getWorkflowType();
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
      Piece piece = Piece.of(type(), input.getActivityName(), Arrays.toString(input.getArgs()));
      return new ActivityOutput<>(
          output.getActivityId(),
          output.getResult().thenApply(result -> after(KillPoint.AFTER_RESULT, piece, result)));
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
      killer.strikeUnlessReplaying(KillPoint.BEFORE_EFFECT, child());
      Piece piece = child();
      ChildWorkflowOutput<R> output = super.executeChildWorkflow(input);
      return new ChildWorkflowOutput<>(
          output.getResult(),
          output
              .getWorkflowExecution()
              .thenApply(begun -> after(KillPoint.AFTER_RESULT, piece, begun)));
    }

    private <R> R after(KillPoint point, Piece piece, R result) {
      killer.strikeUnlessReplaying(point, piece);
      return result;
    }
  }
}
