package dev.bosai.app.kill;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import java.util.Arrays;

/** One activity, with the moments before and after its effect. */
final class WatchedActivity extends ActivityInboundCallsInterceptorBase {
  private final KillSwitch killer;
  private String type = "";

  WatchedActivity(ActivityInboundCallsInterceptor next, KillSwitch killer) {
    super(next);
    this.killer = killer;
  }

  @Override
  public void init(ActivityExecutionContext context) {
    type = context.getInfo().getActivityType();
    super.init(context);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    String arguments = Arrays.toString(input.getArguments());
    killer.strike(KillPoint.BEFORE_EFFECT, type, arguments);
    ActivityOutput output = super.execute(input);
    killer.strike(KillPoint.AFTER_EFFECT, type, arguments);
    return output;
  }
}
