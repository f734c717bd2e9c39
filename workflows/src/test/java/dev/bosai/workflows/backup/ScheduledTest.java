package dev.bosai.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.backup.ScheduledBackup.Daily;
import dev.bosai.workflows.backup.ScheduledBackup.Duty;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.OutsideActivities.Message;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.view.RunIds;
import io.temporal.activity.DynamicActivity;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is due daily, and what people hear when it is not done; time is the test server's. */
@Timeout(60)
final class ScheduledTest {
  private static final String QUEUE = TaskQueues.system("shop");

  private final Shop shop = new Shop();
  private TestWorkflowEnvironment temporal;

  @BeforeEach
  void a_worker_of_each_site() {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build());
    Worker system = temporal.newWorker(QUEUE);
    system.registerWorkflowImplementationTypes(
        ScheduledBackupRun.class, TakeBackupRun.class, ProveBackupRun.class, WatchBackupsRun.class);
    system.registerActivitiesImplementations(shop, (DynamicActivity) ScheduledTest::silent);
    for (String site : List.of("tokyo", "us-west")) {
      temporal.newWorker(TaskQueues.site("shop", site)).registerActivitiesImplementations(shop);
    }
    temporal.start();
  }

  /** Nobody says who the primary is. */
  private static Object silent(io.temporal.common.converter.EncodedValues arguments) {
    throw ApplicationFailure.newNonRetryableFailure("silent", FailureType.UNREACHABLE.name());
  }

  @AfterEach
  void the_server_ends() {
    shop.mayEnd.countDown();
    temporal.close();
  }

  @Test
  void a_day_whose_work_is_done_tells_nobody() {
    assertThat(daily(Duty.TAKE)).isEqualTo("backup \"b1\" was taken");
    assertThat(daily(Duty.PROVE)).isEqualTo("backup \"b1\" was proven");
    assertThat(shop.told).isEmpty();
  }

  @Test
  void a_daily_backup_that_fails_is_told_to_every_channel_and_fails_in_the_list_of_runs() {
    shop.broken = true;

    assertThatThrownBy(() -> daily(Duty.TAKE)).isInstanceOf(WorkflowFailedException.class);

    assertThat(shop.told).extracting(Message::channel).containsExactly("incident");
    assertThat(shop.told.get(0).text())
        .isEqualTo(
            "shop: ALARM: the daily backup of database \"main\" failed: repository \"/backups\" is"
                + " not there\n  HINT: mount it");
  }

  @Test
  void a_backup_that_a_person_waits_for_tells_that_person_alone() {
    shop.broken = true;
    WorkflowStub take = stub("TakeBackup", "by-hand");
    take.start(Orders.by("aya"));

    assertThatThrownBy(() -> take.getResult(Object.class))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(shop.told).isEmpty();
  }

  @Test
  void a_proof_that_cannot_be_made_is_told_whoever_asked() {
    shop.broken = true;
    WorkflowStub prove = stub("ProveBackup", "by-hand");
    prove.start(new ProveBackup.Proof(Orders.by("aya"), null));

    assertThatThrownBy(() -> prove.getResult(Object.class))
        .isInstanceOf(WorkflowFailedException.class);

    assertThat(shop.told.get(0).text())
        .contains("the restore proof of database \"main\" could not be made: repository");
  }

  @Test
  void a_day_begins_nothing_while_somebody_takes_a_backup() throws InterruptedException {
    shop.slow = true;
    WorkflowStub byHand = stub("TakeBackup", RunIds.backup("shop", "main", "take"));
    byHand.start(Orders.by("aya"));
    shop.taking.await();

    assertThat(daily(Duty.TAKE)).isEqualTo("is being done already, nothing was started");

    shop.mayEnd.countDown();
    byHand.getResult(Object.class);
  }

  @Test
  void an_alarm_is_told_once_in_six_hours_and_so_is_its_end() {
    shop.alarms = List.of("no restore was ever proven");
    watchEveryQuarter();

    temporal.sleep(Duration.ofHours(1));
    assertThat(shop.told).hasSize(1);
    temporal.sleep(Duration.ofHours(6));
    assertThat(shop.told).hasSize(2);
    assertThat(shop.told.get(1).key()).isNotEqualTo(shop.told.get(0).key());

    shop.alarms = List.of();
    temporal.sleep(Duration.ofHours(7));

    assertThat(shop.told)
        .extracting(Message::text)
        .containsExactly(
            alarm("no restore was ever proven"),
            alarm("no restore was ever proven"),
            "shop: the backups of database \"main\" are well again");
  }

  @Test
  void an_alarm_that_nobody_took_is_told_again_a_quarter_later() {
    shop.alarms = List.of("there is no backup");
    shop.deaf = true;
    watchEveryQuarter();
    temporal.sleep(Duration.ofMinutes(40));
    assertThat(shop.told).isEmpty();

    shop.deaf = false;
    temporal.sleep(Duration.ofMinutes(20));

    assertThat(shop.told).hasSize(1);
  }

  @Test
  void a_repository_that_cannot_be_looked_at_is_an_alarm() {
    shop.broken = true;
    watchEveryQuarter();

    temporal.sleep(Duration.ofHours(1));

    assertThat(shop.told)
        .singleElement()
        .extracting(Message::text)
        .isEqualTo(
            alarm(
                "they cannot be looked at: repository \"/backups\" is not there\n"
                    + "  HINT: mount it"));
  }

  private static String alarm(String what) {
    return "shop: ALARM: backups of database \"main\": "
        + what
        + " (bosai backup list --system shop)";
  }

  /** A schedule of the test server: it hands the last result on, as the real one's do. */
  private void watchEveryQuarter() {
    temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            "WatchBackups",
            WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setCronSchedule("*/15 * * * *")
                .build())
        .start(Orders.by(BackupOrder.SCHEDULE));
  }

  private String daily(Duty duty) {
    WorkflowStub stub = stub("ScheduledBackup", "scheduled-" + duty);
    stub.start(new Daily(Orders.by(BackupOrder.SCHEDULE), duty));
    return stub.getResult(String.class);
  }

  private WorkflowStub stub(String type, String id) {
    return temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            type, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setWorkflowId(id).build());
  }
}
