package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Work on the run itself that Temporal offers to clients only. */
@ActivityInterface
public interface RunActivities {
  /** Requests the cancellation of the calling run, so that an aborted run ends as Canceled. */
  @ActivityMethod
  void cancelThisRun();
}
