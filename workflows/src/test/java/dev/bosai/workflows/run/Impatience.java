package dev.bosai.workflows.run;

import dev.bosai.workflows.port.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Gives a site without a worker up after a moment. The test server skips no time while an activity
 * waits to be taken up, and nobody is there to take it up however long it waits.
 */
final class Impatience extends WorkerInterceptorBase {
  private static final Duration MOMENT = Duration.ofMillis(100);

  private final String queue;
  private volatile boolean ends;

  Impatience(String site) {
    queue = TaskQueues.site("shop", site);
  }

  /** From now on the site has a worker. */
  void end() {
    ends = true;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void init(WorkflowOutboundCallsInterceptor outbound) {
        super.init(new Outbound(outbound));
      }
    };
  }

  private final class Outbound extends WorkflowOutboundCallsInterceptorBase {
    Outbound(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      return super.executeActivity(isHopeless(input.getOptions()) ? soon(input) : input);
    }

    @Override
    public boolean await(Duration timeout, String reason, Supplier<Boolean> unblocked) {
      boolean inVain = !ends && timeout.equals(HomeFence.BACK_WITHIN);
      return super.await(inVain ? MOMENT : timeout, reason, unblocked);
    }
  }

  /** What waits for days until somebody is back is no sign that nobody is there. */
  private boolean isHopeless(ActivityOptions options) {
    Duration begins = options.getScheduleToStartTimeout();
    return !ends && queue.equals(options.getTaskQueue()) && !Ports.AWAY_AT_MOST.equals(begins);
  }

  private static <R> WorkflowOutboundCallsInterceptor.ActivityInput<R> soon(
      WorkflowOutboundCallsInterceptor.ActivityInput<R> input) {
    return new WorkflowOutboundCallsInterceptor.ActivityInput<>(
        input.getActivityName(),
        input.getResultClass(),
        input.getResultType(),
        input.getArgs(),
        ActivityOptions.newBuilder(input.getOptions()).setScheduleToStartTimeout(MOMENT).build(),
        input.getHeader());
  }
}
