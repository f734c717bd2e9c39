package dev.bosai.workflows.run;

import dev.bosai.workflows.Rehearsal;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Gives the rehearsal's looks to the worker that decides here: the queue is nobody else's. */
public final class RehearsalRun implements Rehearsal {
  private static final Duration BOUND = Duration.ofSeconds(5);

  /** Something is silent: an outage is no time for rehearsals, the worker is wanted now. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  @Override
  public void rehearse(List<Look> looks) {
    ActivityStub worker =
        Workflow.newUntypedActivityStub(
            ActivityOptions.newBuilder()
                .setScheduleToCloseTimeout(BOUND)
                .setHeartbeatTimeout(Ports.HEARTBEAT)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());
    for (Look look : looks) {
      Instant began = Now.instant();
      ask(worker, look);
      if (Now.instant().isAfter(began.plus(SLOW))) {
        return;
      }
    }
  }

  private static void ask(ActivityStub worker, Look look) {
    try {
      worker.execute(look.activity(), Object.class, look.argument());
    } catch (ActivityFailure unanswered) {
      Failed.rethrowIfCancelled(unanswered);
    }
  }
}
