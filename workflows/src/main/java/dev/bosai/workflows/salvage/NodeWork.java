package dev.bosai.workflows.salvage;

import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.SalvageActivities;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.run.Failed;
import dev.bosai.workflows.run.Summaries;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** Gives work to the host of the node whose old directory it is; no other host has it. */
final class NodeWork {
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(30);
  private static final Duration BOUND = Duration.ofHours(24);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(1);
  private static final int ATTEMPTS = 10;

  private NodeWork() {}

  /**
   * Has it done.
   *
   * @param summary for the Web UI
   * @throws ApplicationFailure of type UNREACHABLE if the site's worker did not take it up
   */
  static <T> T done(
      OldTimeline old, String summary, BiFunction<SalvageActivities, NodeRef, T> work) {
    BackupOrder order = old.order();
    String site = site(old);
    try {
      return work.apply(
          Workflow.newActivityStub(
              SalvageActivities.class,
              options(TaskQueues.site(order.system().system(), site), summary)),
          order.ref().node(old.preserved().node()));
    } catch (ActivityFailure failure) {
      Failed.rethrowIfCancelled(failure);
      throw Failed.neverBegan(failure) ? nobody(site) : failure;
    }
  }

  private static String site(OldTimeline old) {
    String node = old.preserved().node();
    return Optional.ofNullable(old.order().settings().nodes().get(node))
        .orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "node \""
                        + node
                        + "\" is not in the system file of \""
                        + old.order().system().system()
                        + "\"; nothing was touched\n  HINT: put it back there, with its data directory",
                    FailureType.NOT_LISTED.name()))
        .site();
  }

  private static ActivityOptions options(String queue, String summary) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setSummary(Summaries.line(summary))
        .setScheduleToStartTimeout(BEGINS_WITHIN)
        .setStartToCloseTimeout(BOUND)
        .setHeartbeatTimeout(HEARTBEAT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setMaximumAttempts(ATTEMPTS)
                .setInitialInterval(PAUSE)
                .setMaximumInterval(PAUSE_MAX)
                .setDoNotRetry(FailureType.hopeless())
                .build())
        .build();
  }

  private static ApplicationFailure nobody(String site) {
    return ApplicationFailure.newNonRetryableFailure(
        "no worker of site \""
            + site
            + "\" took up the work within "
            + BEGINS_WITHIN.toSeconds()
            + " s; nothing was touched\n  HINT: start one with \"bosai worker --site "
            + site
            + "\" on its host, where the old directory is",
        FailureType.UNREACHABLE.name());
  }
}
