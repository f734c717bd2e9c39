package dev.bosai.app.kill;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import org.jspecify.annotations.Nullable;

/** Hears how far a piece of work is, once that is on its way to those who ask. */
final class Telling extends ActivityExecutionContextBase {
  private final ActivityExecutionContext context;
  private final KillSwitch killer;

  Telling(ActivityExecutionContext context, KillSwitch killer) {
    super(context);
    this.context = context;
    this.killer = killer;
  }

  @Override
  public <V> void heartbeat(@Nullable V details) throws ActivityCompletionException {
    super.heartbeat(details);
    if (details != null) {
      killer.strike(
          KillPoint.UNDER_WAY,
          Piece.underWay(
              context.getInfo().getWorkflowType(),
              context.getInfo().getActivityType(),
              details.toString()));
    }
  }
}
