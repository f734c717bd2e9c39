package dev.bosai.workflows.salvage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.backup.Orders;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.SalvageActivities;
import dev.bosai.workflows.port.SalvageActivities.Fate;
import dev.bosai.workflows.port.SalvageActivities.Salvaged;
import dev.bosai.workflows.port.SalvageActivities.SettleOld;
import dev.bosai.workflows.port.SalvageActivities.Settled;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.salvage.SettleOldDirectory.Decision;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The work is done on the host of the node whose old timeline it is, or not at all. */
@Timeout(60)
final class OldTimelineTest {
  private static final String QUEUE = TaskQueues.system("shop");

  private final Tokyo tokyo = new Tokyo();
  private TestWorkflowEnvironment temporal;

  @BeforeEach
  void a_worker_of_tokyo() {
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
        SalvageOldTimelineRun.class, SettleOldDirectoryRun.class);
    temporal.newWorker(TaskQueues.site("shop", "tokyo")).registerActivitiesImplementations(tokyo);
    temporal.start();
  }

  @AfterEach
  void the_server_ends() {
    temporal.close();
  }

  @Test
  void an_attempt_that_failed_is_followed_by_another_one() {
    tokyo.failures = 2;

    assertThat(salvage("db1").node()).isEqualTo("db1");
    assertThat(tokyo.asked).containsExactly("salvage db1", "salvage db1", "salvage db1");
  }

  @Test
  void no_other_host_does_it_when_the_nodes_own_is_silent() {
    ApplicationFailure failure = failure(() -> salvage("db2"));

    assertThat(failure.getType()).isEqualTo(FailureType.UNREACHABLE.name());
    assertThat(failure.getOriginalMessage())
        .startsWith("no worker of site \"us-west\" took up the work within 30 s; nothing was")
        .contains("HINT: start one with \"bosai worker --site us-west\"");
    assertThat(tokyo.asked).isEmpty();
  }

  @Test
  void a_node_that_was_taken_out_of_the_system_file_is_refused() {
    assertThat(failure(() -> salvage("db9")).getOriginalMessage())
        .startsWith("node \"db9\" is not in the system file of \"shop\"; nothing was touched");
  }

  @Test
  void who_gives_an_old_directory_up_and_whether_it_was_reviewed_reaches_the_host() {
    temporal
        .getWorkflowClient()
        .newWorkflowStub(SettleOldDirectory.class, options())
        .settle(new Decision(old("db1"), Fate.DISCARDED, true));

    assertThat(tokyo.asked).containsExactly("DISCARDED db1 by aya, unreviewed true");
  }

  private Salvaged salvage(String node) {
    return temporal
        .getWorkflowClient()
        .newWorkflowStub(SalvageOldTimeline.class, options())
        .salvage(old(node));
  }

  private static ApplicationFailure failure(Runnable asking) {
    WorkflowFailedException failed =
        catchThrowableOfType(WorkflowFailedException.class, asking::run);
    return (ApplicationFailure) failed.getCause();
  }

  private static WorkflowOptions options() {
    return WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build();
  }

  private static OldTimeline old(String node) {
    LossFound lost =
        new LossFound("wal", "commits", 1, null, null, 0, List.of("7"), "", "", "1 was lost");
    return new OldTimeline(
        Orders.by("aya"), new Preserved(node, "/data.bosai/preserved/r", new Lsn(7), 1, lost));
  }

  /** The host of db1, whose first attempts may fail. */
  private static final class Tokyo implements SalvageActivities {
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile int failures;

    @Override
    public Salvaged salvage(SalvageRows request) {
      asked.add("salvage " + request.node().node());
      if (asked.size() <= failures) {
        throw ApplicationFailure.newFailure("not yet", FailureType.UNEXPECTED.name());
      }
      return new Salvaged(
          request.node().node(),
          "/rows",
          "/old",
          request.preserved().fork(),
          1,
          "db2",
          Instant.EPOCH,
          new TreeMap<>(),
          List.of(),
          new TreeMap<>());
    }

    @Override
    public Settled settleOld(SettleOld request) {
      asked.add(
          "%s %s by %s, unreviewed %s"
              .formatted(
                  request.fate(), request.node().node(), request.who(), request.unreviewed()));
      return new Settled(
          request.fate(), "/old", false, 7, request.who(), request.why(), Instant.EPOCH);
    }
  }
}
