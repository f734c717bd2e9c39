package dev.bosai.app.temporal;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import org.jspecify.annotations.Nullable;

/** Remembers how far an activity said it had come, since each further beat would wipe that out. */
final class KeptProgress extends ActivityExecutionContextBase {
  private volatile @Nullable Object latest;

  KeptProgress(ActivityExecutionContext next) {
    super(next);
  }

  @Override
  public <V> void heartbeat(@Nullable V details) throws ActivityCompletionException {
    latest = details;
    super.heartbeat(details);
  }

  /** Says that the activity is alive, and how far it had come when it last said so. */
  void beat() throws ActivityCompletionException {
    super.heartbeat(latest);
  }
}
