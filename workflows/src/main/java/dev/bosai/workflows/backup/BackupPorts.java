package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.CardActivities;
import dev.bosai.workflows.port.DatabaseActivities;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeActivities;
import dev.bosai.workflows.port.OutsideActivities;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.run.Summaries;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The way out of work on backups: which worker does what, and how often it is tried. */
final class BackupPorts {
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(1);
  private static final Patience WIRE =
      new Patience(Duration.ofMinutes(1), Duration.ofSeconds(30), 3);
  private static final Patience MESSAGE =
      new Patience(Duration.ofMinutes(1), Duration.ofSeconds(15), 10);

  private BackupPorts() {}

  /** Work on the hosts of a site. */
  static BackupActivities host(BackupOrder order, String site, Patience patience, String summary) {
    return Workflow.newActivityStub(
        BackupActivities.class,
        options(patience, summary)
            .setTaskQueue(TaskQueues.site(order.system().system(), site))
            .build());
  }

  /** A look at a node on its host, which a person waits for. */
  static NodeActivities node(BackupOrder order, String site, String summary) {
    return Workflow.newActivityStub(
        NodeActivities.class,
        options(Patience.LOOK, summary)
            .setTaskQueue(TaskQueues.site(order.system().system(), site))
            .build());
  }

  /** Work on the card of a node, on its host. */
  static CardActivities cards(BackupOrder order, String site, String summary) {
    return Workflow.newActivityStub(
        CardActivities.class,
        options(Patience.LOOK, summary)
            .setTaskQueue(TaskQueues.site(order.system().system(), site))
            .build());
  }

  /** Work over the wire. */
  static DatabaseActivities wire(String summary) {
    return Workflow.newActivityStub(DatabaseActivities.class, options(WIRE, summary).build());
  }

  /** Messages to people. */
  static OutsideActivities messages(String summary) {
    return Workflow.newActivityStub(OutsideActivities.class, options(MESSAGE, summary).build());
  }

  private static ActivityOptions.Builder options(Patience patience, String summary) {
    return ActivityOptions.newBuilder()
        .setSummary(Summaries.line(summary))
        .setScheduleToStartTimeout(patience.beginsWithin())
        .setStartToCloseTimeout(patience.bound())
        .setHeartbeatTimeout(HEARTBEAT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setMaximumAttempts(patience.attempts())
                .setInitialInterval(PAUSE)
                .setMaximumInterval(PAUSE_MAX)
                .setDoNotRetry(FailureType.hopeless())
                .build());
  }
}
