package dev.bosai.app.kill;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import java.util.Arrays;

/** One activity, with the moments before and after its effect. */
final class WatchedActivity extends ActivityInboundCallsInterceptorBase {
  private final KillSwitch killer;
  private String run = "";
  private String type = "";

  WatchedActivity(ActivityInboundCallsInterceptor next, KillSwitch killer) {
    super(next);
    this.killer = killer;
  }

  @Override
  public void init(ActivityExecutionContext context) {
    run = context.getInfo().getWorkflowType();
    type = context.getInfo().getActivityType();
    super.init(new Telling(context, killer));
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    Piece piece = Piece.of(run, type, Arrays.toString(input.getArguments()));
    killer.strike(KillPoint.BEFORE_EFFECT, piece);
    ActivityOutput output = super.execute(input);
    killer.strike(KillPoint.AFTER_EFFECT, piece);
    return output;
  }
}
