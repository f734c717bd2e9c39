package dev.bosai.app.worker;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.isolation.CommandIsolation;
import dev.bosai.activities.outside.ConfiguredOutside;
import dev.bosai.activities.postgres.ConfiguredBackups;
import dev.bosai.activities.postgres.PostgresBackupActivities;
import dev.bosai.activities.postgres.PostgresCardActivities;
import dev.bosai.activities.postgres.PostgresDatabaseActivities;
import dev.bosai.activities.postgres.PostgresMoveActivities;
import dev.bosai.activities.postgres.PostgresNodeActivities;
import dev.bosai.activities.postgres.PostgresRestoreActivities;
import dev.bosai.activities.postgres.PostgresRowActivities;
import dev.bosai.activities.postgres.PostgresSalvageActivities;
import dev.bosai.activities.postgres.PostgresSwitchActivities;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.restore.Restore;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.route.ConfiguredRoutes;
import dev.bosai.activities.route.RoutedActivities;
import dev.bosai.app.temporal.Heartbeats;
import dev.bosai.app.temporal.RoundTrips;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.workflows.backup.FindTransactionsRun;
import dev.bosai.workflows.backup.ListBackupsRun;
import dev.bosai.workflows.backup.MarkRestorePointRun;
import dev.bosai.workflows.backup.ProveBackupRun;
import dev.bosai.workflows.backup.RecallRecoveryRun;
import dev.bosai.workflows.backup.RenewCardsRun;
import dev.bosai.workflows.backup.ScheduledBackupRun;
import dev.bosai.workflows.backup.TakeBackupRun;
import dev.bosai.workflows.backup.WatchBackupsRun;
import dev.bosai.workflows.port.DatabaseActivities;
import dev.bosai.workflows.port.NodeActivities;
import dev.bosai.workflows.port.RouteActivities;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.run.CustomRunbookRun;
import dev.bosai.workflows.run.PointInTimeRecoveryRun;
import dev.bosai.workflows.run.ReplicaPromotionRun;
import dev.bosai.workflows.run.ReprotectRun;
import dev.bosai.workflows.run.SwitchoverRun;
import dev.bosai.workflows.salvage.SalvageOldTimelineRun;
import dev.bosai.workflows.salvage.SettleOldDirectoryRun;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Polls the system's queue, where runs are carried on and work over the wire is done, and the queue
 * of its own site, where work on that site's hosts is done.
 */
public final class SiteWorker implements AutoCloseable {
  /**
   * After a worker is killed, its runs are picked up by another after this; 0 costs 8 ms a step.
   */
  private static final Duration STICKY = Duration.ofMillis(500);

  /**
   * Temporal's own second is too short for the first task of a cold worker on a host that is busy
   * with an outage; the task would be thrown away and begun again.
   */
  private static final Duration STUCK = Duration.ofSeconds(10);

  /**
   * A recovery has few things under way at once, and each poll that waits costs the service
   * something: with two of each kind a step takes 1 ms less than with the SDK's five.
   */
  private static final int POLLERS = 2;

  /**
   * Who is cut off without a word is waited for a while by the service, and each of its polls
   * swallows one try of work that another could do; a step has three.
   */
  private static final int POLLERS_FOR_ANYBODY = 1;

  private static final Class<?>[] WORKFLOWS = {
    ReplicaPromotionRun.class,
    PointInTimeRecoveryRun.class,
    SwitchoverRun.class,
    ReprotectRun.class,
    CustomRunbookRun.class,
    TakeBackupRun.class,
    ListBackupsRun.class,
    ProveBackupRun.class,
    FindTransactionsRun.class,
    MarkRestorePointRun.class,
    RecallRecoveryRun.class,
    RenewCardsRun.class,
    ScheduledBackupRun.class,
    WatchBackupsRun.class,
    SalvageOldTimelineRun.class,
    SettleOldDirectoryRun.class,
  };

  private static final int RUNS_CACHED = 50;
  private static final int AT_ONCE = 16;
  private static final Duration STOPPING = Duration.ofSeconds(8);

  private final WorkerFactory factory;
  private final Worker runs;
  private final Rehearsal rehearsal;
  private final RoundTrips roundTrips;

  /**
   * Prepares a worker.
   *
   * @param connection to Temporal
   * @param listed what this worker may touch
   * @param site whose hosts it works on
   * @param more interceptors beside the heartbeat
   */
  public SiteWorker(
      TemporalConnection connection, Protected listed, String site, List<WorkerInterceptor> more) {
    factory = WorkerFactory.newInstance(connection.client(), options(listed, more));
    rehearsal = new Rehearsal(listed, site);
    Secrets secrets = new Secrets(System.getenv());
    String system = listed.file().system();
    runs = factory.newWorker(TaskQueues.system(system), worker(POLLERS_FOR_ANYBODY));
    runs.registerWorkflowImplementationTypes(WORKFLOWS);
    DatabaseActivities wire =
        new PostgresDatabaseActivities(
            listed, secrets, new ConfiguredRoutes(listed, secrets), Try.ofTemporal());
    RouteActivities routes = new RoutedActivities(listed, secrets, Try.ofTemporal()::number);
    runs.registerActivitiesImplementations(
        wire, routes, new ConfiguredOutside(listed, secrets, Clock.systemUTC()), new RunClosing());
    Worker hosts = factory.newWorker(TaskQueues.site(system, site), worker(POLLERS));
    Markers markers = new Markers();
    NodeActivities nodes = new PostgresNodeActivities(listed, secrets, markers, Try.ofTemporal());
    BackupProviders providers = new ConfiguredBackups(listed, secrets);
    hosts.registerActivitiesImplementations(
        nodes,
        routes,
        new PostgresMoveActivities(listed, secrets, markers, Try.ofTemporal()),
        new PostgresSwitchActivities(listed, secrets, markers, Try.ofTemporal()),
        new PostgresBackupActivities(
            listed,
            new PostgresBackupActivities.Shared(secrets, providers, markers),
            Try.ofTemporal()),
        new PostgresRestoreActivities(
            new Restore.Nodes(new Hosts(listed), markers, listed),
            providers,
            new Admins(secrets),
            Try.ofTemporal()),
        new PostgresRowActivities(listed, secrets, Try.ofTemporal()),
        new PostgresSalvageActivities(listed, secrets, Clock.systemUTC(), Try.ofTemporal()),
        new PostgresCardActivities(listed, Clock.systemUTC()),
        new CommandIsolation(listed, secrets, site, Try.ofTemporal()),
        new ConfiguredOutside(listed, secrets, Clock.systemUTC()));
    roundTrips = new RoundTrips(connection, system, wire, nodes);
  }

  /** Begins to poll, after a rehearsal if there is time for one. */
  public void start() {
    rehearse();
    factory.start();
  }

  // Only speed is at stake: a worker that cannot rehearse works all the same.
  private void rehearse() {
    try {
      if (roundTrips.isWantedNow()) {
        return;
      }
      Rehearsal.warmUp(runs);
      roundTrips.make(rehearsal.looks());
    } catch (Exception notToday) {
      System.out.printf("%s rehearsal ended early: %s%n", Instant.now(), notToday);
    }
  }

  /** Lets what is under way end, within bounds. */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(STOPPING.toSeconds(), TimeUnit.SECONDS);
    factory.shutdownNow();
  }

  private static WorkerFactoryOptions options(Protected listed, List<WorkerInterceptor> more) {
    List<WorkerInterceptor> interceptors = new ArrayList<>(more);
    interceptors.add(new StartGuard(listed.file()));
    interceptors.add(new Heartbeats());
    return WorkerFactoryOptions.newBuilder()
        .setWorkflowCacheSize(RUNS_CACHED)
        .setMaxWorkflowThreadCount(RUNS_CACHED * 4)
        .setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new))
        .validateAndBuildWithDefaults();
  }

  private static WorkerOptions worker(int activityPollers) {
    return WorkerOptions.newBuilder()
        .setStickyQueueScheduleToStartTimeout(STICKY)
        .setDefaultDeadlockDetectionTimeout(STUCK.toMillis())
        .setMaxConcurrentActivityExecutionSize(AT_ONCE)
        .setMaxConcurrentWorkflowTaskPollers(POLLERS)
        .setMaxConcurrentActivityTaskPollers(activityPollers)
        .setMaxConcurrentWorkflowTaskExecutionSize(AT_ONCE)
        .validateAndBuildWithDefaults();
  }
}
