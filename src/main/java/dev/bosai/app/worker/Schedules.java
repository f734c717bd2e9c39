package dev.bosai.app.worker;

import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.backup.RenewCards;
import dev.bosai.workflows.backup.ScheduledBackup;
import dev.bosai.workflows.backup.ScheduledBackup.Daily;
import dev.bosai.workflows.backup.ScheduledBackup.Duty;
import dev.bosai.workflows.backup.WatchBackups;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.view.RunIds;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes sure that what is due daily is done, and that somebody hears when it was not. A schedule
 * that is there keeps its times and its pause, which people may have changed; what it starts
 * follows the system file. None is ever removed: a worker with an older file must not silence what
 * a newer one watches.
 */
final class Schedules {
  private static final int TAKE_AT_HOUR = 2;
  private static final int PROVE_AT_HOUR = 4;
  private static final String CARDS = "cards";
  private static final Duration CARDS_EVERY = Duration.ofHours(1);
  private static final Duration WATCH_EVERY = Duration.ofMinutes(15);

  /** Work of the night that is made up for in the day disturbs the day. */
  private static final Duration CATCH_UP = Duration.ofMinutes(10);

  private final ScheduleClient client;
  private final SystemFile file;
  private final Instant now;

  private Schedules(ScheduleClient client, SystemFile file, Instant now) {
    this.client = client;
    this.file = file;
    this.now = now;
  }

  /** Makes sure of all schedules of a system; as often as anybody likes. */
  static void ensure(TemporalConnection connection, SystemFile file) {
    ScheduleClient client =
        ScheduleClient.newInstance(
            connection.service(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(connection.client().getOptions().getNamespace())
                .setDataConverter(connection.client().getOptions().getDataConverter())
                .build());
    Schedules schedules = new Schedules(client, file, Instant.now());
    file.databases().entrySet().stream()
        .filter(database -> database.getValue().backups() != null)
        .forEach(database -> schedules.ensure(database.getKey()));
    file.databases().keySet().forEach(schedules::ensureCards);
  }

  /** A worker that begins renews them at once: its own host may have none yet. */
  private void ensureCards(String database) {
    BackupOrder order = new BackupOrder(file, database, BackupOrder.SCHEDULE, "hourly");
    ensure(
        database,
        CARDS,
        action(RenewCards.class, order, CARDS).setArguments(order).build(),
        every(CARDS_EVERY));
    client.getHandle(RunIds.backup(file.system(), database, CARDS)).trigger();
  }

  private void ensure(String database) {
    BackupOrder order = new BackupOrder(file, database, BackupOrder.SCHEDULE, "daily");
    ensure(database, "take", daily(order, Duty.TAKE), at(TAKE_AT_HOUR));
    ensure(database, "prove", daily(order, Duty.PROVE), at(PROVE_AT_HOUR));
    ensure(database, "watch", watch(order), every(WATCH_EVERY));
  }

  private void ensure(
      String database, String what, ScheduleActionStartWorkflow action, ScheduleSpec spec) {
    String id = RunIds.backup(file.system(), database, what);
    Schedule schedule =
        Schedule.newBuilder()
            .setAction(action)
            .setSpec(spec)
            .setPolicy(
                SchedulePolicy.newBuilder()
                    .setCatchupWindow(CATCH_UP)
                    .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                    .build())
            .build();
    try {
      client.createSchedule(id, schedule, ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException there) {
      follow(client.getHandle(id), action);
    }
  }

  /** Starts from now on what the system file says today. */
  private static void follow(ScheduleHandle handle, ScheduleActionStartWorkflow action) {
    handle.update(
        input ->
            new ScheduleUpdate(
                Schedule.newBuilder(input.getDescription().getSchedule())
                    .setAction(action)
                    .build()));
  }

  private ScheduleActionStartWorkflow daily(BackupOrder order, Duty duty) {
    return action(ScheduledBackup.class, order, duty.name().toLowerCase(java.util.Locale.ROOT))
        .setArguments(new Daily(order, duty))
        .build();
  }

  private ScheduleActionStartWorkflow watch(BackupOrder order) {
    return action(WatchBackups.class, order, "watch").setArguments(order).build();
  }

  /** Temporal adds the time to the id. */
  private ScheduleActionStartWorkflow.Builder action(
      Class<?> type, BackupOrder order, String what) {
    return ScheduleActionStartWorkflow.newBuilder()
        .setWorkflowType(type)
        .setOptions(
            WorkflowOptions.newBuilder()
                .setWorkflowId(RunIds.backup(file.system(), order.database(), what) + "/scheduled")
                .setTaskQueue(TaskQueues.system(file.system()))
                .setStaticSummary(what + " of \"" + order.database() + "\", as scheduled")
                // The SDK cannot read a schedule back that has a summary and no details.
                .setStaticDetails("A worker of this system keeps the schedule.")
                .build());
  }

  private static ScheduleSpec at(int hour) {
    return ScheduleSpec.newBuilder()
        .setCalendars(
            List.of(
                ScheduleCalendarSpec.newBuilder()
                    .setHour(List.of(new ScheduleRange(hour)))
                    .build()))
        .build();
  }

  /** The first look comes that much later: a new system has no backup yet. */
  private ScheduleSpec every(Duration interval) {
    Duration offset = Duration.ofSeconds(now.getEpochSecond() % interval.toSeconds());
    return ScheduleSpec.newBuilder()
        .setIntervals(List.of(new ScheduleIntervalSpec(interval, offset)))
        .build();
  }
}
