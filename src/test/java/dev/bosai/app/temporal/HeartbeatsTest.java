package dev.bosai.app.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private static final String QUEUE = "work";

  private final Slow slow = new Slow();
  private TestWorkflowEnvironment temporal;

  @BeforeEach
  void start() {
    temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new Heartbeats())
                        .build())
                .build());
    Worker worker = temporal.newWorker(QUEUE);
    worker.registerWorkflowImplementationTypes(RunWork.class);
    worker.registerActivitiesImplementations(slow);
    temporal.start();
  }

  @AfterEach
  void stop() {
    slow.release.countDown();
    temporal.close();
  }

  @Test
  void anActivityThatThinksOfNoHeartbeatOutlivesTheTimeOut() throws InterruptedException {
    WorkflowStub run = begin("effect");
    assertThat(slow.begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(slow.release.await(3, TimeUnit.SECONDS)).isFalse();

    slow.release.countDown();

    assertThat(run.getResult(String.class)).isEqualTo("done in 1");
  }

  @Test
  void cancelledWorkThatMayTakeHoursIsInterruptedAndEndsAsCancelled() throws InterruptedException {
    WorkflowStub run = begin("rejoin");
    assertThat(slow.begun.await(10, TimeUnit.SECONDS)).isTrue();

    run.cancel();

    assertThatThrownBy(() -> run.getResult(String.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasRootCauseInstanceOf(CanceledFailure.class);
    assertThat(slow.interrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aCancelledEffectEndsByItselfSoThatItsOutcomeIsKnown() throws InterruptedException {
    WorkflowStub run = begin("effect");
    assertThat(slow.begun.await(10, TimeUnit.SECONDS)).isTrue();

    run.cancel();

    assertThat(slow.interrupted.await(3, TimeUnit.SECONDS)).isFalse();
    slow.release.countDown();
    assertThat(slow.ended.await(5, TimeUnit.SECONDS)).isTrue();
    assertThat(slow.tries).isEqualTo(1);
  }

  @Test
  void howFarWorkHasComeIsStillToldManyBeatsLater() throws InterruptedException {
    WorkflowStub run = begin("telling");
    assertThat(slow.begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(slow.release.await(3, TimeUnit.SECONDS)).isFalse();

    assertThat(told(run)).isEqualTo("412 of 1040 MB");
  }

  private String told(WorkflowStub run) {
    Payloads details =
        temporal
            .getWorkflowServiceStubs()
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(temporal.getNamespace())
                    .setExecution(run.getExecution())
                    .build())
            .getPendingActivities(0)
            .getHeartbeatDetails();
    return DefaultDataConverter.newDefaultInstance()
        .fromPayloads(0, Optional.of(details), String.class, String.class);
  }

  private WorkflowStub begin(String what) {
    WorkflowStub run =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "Work", WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
    run.start(what);
    return run;
  }

  /** A run of one slow activity. */
  @WorkflowInterface
  public interface Work {
    @WorkflowMethod
    String work(String what);
  }

  /** Work that takes its time. */
  @ActivityInterface
  public interface SlowWork {
    String effect();

    String telling();

    @ActivityMethod(name = "Rejoin")
    String rejoin();
  }

  /** Runs the slow activity with the time-out that recoveries use. */
  public static final class RunWork implements Work {
    @Override
    public String work(String what) {
      SlowWork slow =
          Workflow.newActivityStub(
              SlowWork.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(1))
                  .setHeartbeatTimeout(Duration.ofSeconds(2))
                  .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                  .build());
      return switch (what) {
        case "rejoin" -> slow.rejoin();
        case "telling" -> slow.telling();
        default -> slow.effect();
      };
    }
  }

  private static final class Slow implements SlowWork {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private int tries;

    @Override
    public String effect() {
      return slowly();
    }

    @Override
    public String telling() {
      Activity.getExecutionContext().heartbeat("412 of 1040 MB");
      return slowly();
    }

    @Override
    public String rejoin() {
      return slowly();
    }

    private String slowly() {
      tries++;
      begun.countDown();
      try {
        release.await();
        ended.countDown();
        return "done in " + tries;
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw new IllegalStateException("stopped", e);
      }
    }
  }
}
