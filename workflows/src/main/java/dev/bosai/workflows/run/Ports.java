package dev.bosai.workflows.run;

import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.DatabaseActivities;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.IsolationActivities;
import dev.bosai.workflows.port.MoveActivities;
import dev.bosai.workflows.port.NodeActivities;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.OutsideActivities;
import dev.bosai.workflows.port.ProbeActivities;
import dev.bosai.workflows.port.RestoreActivities;
import dev.bosai.workflows.port.RouteActivities;
import dev.bosai.workflows.port.RowActivities;
import dev.bosai.workflows.port.RunActivities;
import dev.bosai.workflows.port.SwitchActivities;
import dev.bosai.workflows.port.TaskQueues;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The way out of a run: which worker does what, how long it may take and how often it is tried.
 * Effects are waited for even when the run is cancelled, so that the lock is never free while one
 * is still under way.
 */
final class Ports {
  /** A killed worker is noticed after this; shorter gains nothing on the real server. */
  static final Duration HEARTBEAT = Duration.ofSeconds(2);

  /** Longer than a worker that was killed takes to come back. */
  private static final Duration BEGINS_WITHIN = Duration.ofSeconds(30);

  private static final Duration PAUSE_MAX = Duration.ofSeconds(5);

  /** A site that is away for longer is rebuilt, not waited for. */
  static final Duration AWAY_AT_MOST = Duration.ofDays(30);

  private static final int TRIES_ONCE_BACK = 100;

  private final Plan plan;
  private final UnaryOperator<String> fill;

  /**
   * Makes the way out.
   *
   * @param fill puts what the run knows into a title
   */
  Ports(Plan plan, UnaryOperator<String> fill) {
    this.plan = plan;
    this.fill = fill;
  }

  DatabaseRef database(String name) {
    return new DatabaseRef(plan.system().system(), name);
  }

  Database settings(String database) {
    return plan.system().database(database).orElseThrow(() -> notInPlan("database", database));
  }

  String siteOf(NodeRef ref) {
    Node node = settings(ref.database()).nodes().get(ref.node());
    if (node == null) {
      throw notInPlan("node", ref.node());
    }
    return node.site();
  }

  /** Work on a node's host; where no worker takes it up, a person is asked. */
  NodeActivities host(StepHead head, NodeRef ref) {
    return host(head, ref, BEGINS_WITHIN);
  }

  /** Work on a node's host that must begin soon or counts as not to be had. */
  NodeActivities host(StepHead head, NodeRef ref, Duration beginsWithin) {
    return Workflow.newActivityStub(
        NodeActivities.class, onNode(head, ref).setScheduleToStartTimeout(beginsWithin).build());
  }

  /** A look that lasts until something is seen. */
  DatabaseActivities writers(NodeRef ref) {
    return Workflow.newActivityStub(
        DatabaseActivities.class,
        base(AWAY_AT_MOST, TRIES_ONCE_BACK, Duration.ofSeconds(1))
            .setSummary(Summaries.line("watch that \"" + ref.node() + "\" takes no writes"))
            .build());
  }

  /** Work that a node's host finds whenever its worker is back, and is tried until it is done. */
  NodeActivities hostOnceBack(StepHead head, NodeRef ref) {
    return Workflow.newActivityStub(
        NodeActivities.class,
        base(head.timeout(), TRIES_ONCE_BACK, Duration.ofSeconds(1))
            .setTaskQueue(TaskQueues.site(plan.system().system(), siteOf(ref)))
            .setScheduleToStartTimeout(AWAY_AT_MOST)
            .setSummary(Summaries.line(ref.node() + ": fence it once its host is back"))
            .build());
  }

  /** One fence method among others, on the node's host. */
  NodeActivities fences(StepHead head, NodeRef ref, Limits limits) {
    return Workflow.newActivityStub(NodeActivities.class, limits.on(onNode(head, ref)));
  }

  /** One fence method among others, on a site that is not the node's. */
  IsolationActivities isolations(StepHead head, String site, Limits limits) {
    return Workflow.newActivityStub(IsolationActivities.class, limits.on(onSite(head, site)));
  }

  /**
   * How long work may take, tries and pauses included, before another way is gone.
   *
   * @param begins when a worker must have taken it up
   * @param ends when it must have ended
   */
  record Limits(Duration begins, Duration ends) {
    /** What was looked at until its time was up is not begun again in what is left of it. */
    private ActivityOptions on(ActivityOptions.Builder options) {
      RetryOptions retry = options.build().getRetryOptions();
      String[] hopeless =
          Stream.concat(Stream.of(retry.getDoNotRetry()), Stream.of(FailureType.NOT_PROVEN.name()))
              .toArray(String[]::new);
      return options
          .setRetryOptions(RetryOptions.newBuilder(retry).setDoNotRetry(hopeless).build())
          .setScheduleToStartTimeout(begins)
          .setScheduleToCloseTimeout(ends)
          .setStartToCloseTimeout(ends)
          .build();
    }
  }

  /** Work with the repository, on a node's host. */
  BackupActivities backups(StepHead head, NodeRef ref) {
    return onHost(BackupActivities.class, head, ref);
  }

  /** Work beside a node's data directory. */
  RestoreActivities restores(StepHead head, NodeRef ref) {
    return onHost(RestoreActivities.class, head, ref);
  }

  /** Exchanges of a node's data directory. */
  SwitchActivities switches(StepHead head, NodeRef ref) {
    return onHost(SwitchActivities.class, head, ref);
  }

  /** A planned move of the node's primary. */
  MoveActivities moves(StepHead head, NodeRef ref) {
    return onHost(MoveActivities.class, head, ref);
  }

  /** Rows of what was restored and of what was there. */
  RowActivities rows(StepHead head, NodeRef ref) {
    return onHost(RowActivities.class, head, ref);
  }

  private <T> T onHost(Class<T> port, StepHead head, NodeRef ref) {
    return Workflow.newActivityStub(
        port, onNode(head, ref).setScheduleToStartTimeout(BEGINS_WITHIN).build());
  }

  DatabaseActivities wire(StepHead head) {
    return Workflow.newActivityStub(DatabaseActivities.class, options(head).build());
  }

  /** Work on a route; where it can be led from one host alone, that host's worker must be there. */
  RouteActivities route(StepHead head, String database) {
    ActivityOptions.Builder options =
        settings(database)
            .route()
            .ledFrom()
            .map(site -> onSite(head, site).setScheduleToStartTimeout(BEGINS_WITHIN))
            .orElseGet(() -> options(head));
    return Workflow.newActivityStub(RouteActivities.class, options.build());
  }

  /** One fence method among others, where clients are led. */
  RouteActivities cuts(StepHead head, Limits limits) {
    return Workflow.newActivityStub(RouteActivities.class, limits.on(options(head)));
  }

  ProbeActivities probe(StepHead head, String database, Duration beginsWithin) {
    return Workflow.newActivityStub(
        ProbeActivities.class,
        options(head)
            .setSummary(summary(head, "the probe's view"))
            .setTaskQueue(TaskQueues.probe(plan.system().system(), database))
            .setScheduleToStartTimeout(beginsWithin)
            .build());
  }

  OutsideActivities outside(StepHead head) {
    return Workflow.newActivityStub(OutsideActivities.class, options(head).build());
  }

  OutsideActivities outside(StepHead head, String site) {
    return Workflow.newActivityStub(OutsideActivities.class, onSite(head, site).build());
  }

  /** Messages to people are tried for long, since nothing waits for them. */
  OutsideActivities messages(String summary) {
    return Workflow.newActivityStub(
        OutsideActivities.class,
        base(Duration.ofSeconds(15), 10, Duration.ofSeconds(1)).setSummary(summary).build());
  }

  RunActivities run() {
    return Workflow.newActivityStub(
        RunActivities.class,
        base(Duration.ofSeconds(10), 100, Duration.ofSeconds(1))
            .setSummary("close this run as cancelled")
            .build());
  }

  /** Bars of the same step side by side are told apart by their nodes. */
  private ActivityOptions.Builder onNode(StepHead head, NodeRef ref) {
    return onSite(head, siteOf(ref)).setSummary(summary(head, ref.node()));
  }

  private String summary(StepHead head, String where) {
    return Summaries.line(head.id() + ", " + where + ": " + fill.apply(head.title()));
  }

  private ActivityOptions.Builder onSite(StepHead head, String site) {
    return options(head).setTaskQueue(TaskQueues.site(plan.system().system(), site));
  }

  private ActivityOptions.Builder options(StepHead head) {
    return base(head.timeout(), head.retry().attempts(), head.retry().every())
        .setSummary(Summaries.line(head.id() + ": " + fill.apply(head.title())));
  }

  private static ActivityOptions.Builder base(Duration timeout, int attempts, Duration every) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(timeout)
        .setHeartbeatTimeout(HEARTBEAT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setMaximumAttempts(attempts)
                .setInitialInterval(every)
                .setMaximumInterval(PAUSE_MAX.compareTo(every) > 0 ? PAUSE_MAX : every)
                .setDoNotRetry(FailureType.hopeless())
                .build());
  }

  private static ApplicationFailure notInPlan(String what, String name) {
    return ApplicationFailure.newNonRetryableFailure(
        what + " \"" + name + "\" is not in the plan\n  HINT: start a run whose plan names it",
        FailureType.NOT_LISTED.name());
  }
}
