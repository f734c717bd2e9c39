package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.RunResult;
import dev.bosai.workflows.view.RunState;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Replays histories of runs that a real server recorded while a real lab was recovered: code that
 * would ask for other things than it asked for then cannot carry on the runs that are under way.
 *
 * <p>The histories lie in {@code src/test/resources/histories}, the promotion where workers
 * rehearse it. After a change that is meant to break replay they are recorded anew, by the
 * application's {@code RecordHistoriesIT}: {@code mvn verify -Dbosai.record=true
 * -Dit.test=RecordHistoriesIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
final class ReplayTest {
  private TestWorkflowEnvironment environment;

  @BeforeEach
  void a_worker_that_never_works() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(Payloads.converter())
                        .build())
                .build());
  }

  @AfterEach
  void it_ends() {
    environment.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"promotion", "reprotect", "repaired", "aborted"})
  void todays_code_asks_for_what_was_asked_for_then(String name) {
    assertThatCode(() -> replay(recorded(name), todays())).doesNotThrowAnyException();
  }

  @Test
  void the_histories_tell_what_their_names_say() {
    assertThat(scheduled("promotion"))
        .containsSubsequence("Fence", "Promote", "MoveRoute", "VerifyWrite", "Preserve");
    assertThat(scheduled("reprotect")).containsSubsequence("Rejoin", "Secure", "Tell");
    assertThat(count("repaired", EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED))
        .isEqualTo(1);
    assertThat(last("repaired")).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
    assertThat(last("aborted")).isEqualTo(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
  }

  @Test
  void a_history_in_which_another_thing_was_asked_for_is_refused() {
    String changed = text("promotion").replace("\"MoveRoute\"", "\"VerifyWrite\"");

    assertThatThrownBy(
            () -> replay(WorkflowExecutionHistory.fromJson(changed, "changed"), todays()))
        .hasStackTraceContaining("NonDeterministicException");
  }

  @Test
  void code_that_asks_for_another_thing_is_refused() {
    Worker worker = worker();
    worker.registerWorkflowImplementationTypes(Sleeper.class);

    assertThatThrownBy(() -> replay(recorded("promotion"), worker))
        .hasStackTraceContaining("NonDeterministicException");
  }

  /** A run that sleeps where the recorded one looked at the nodes. */
  public static final class Sleeper implements ReplicaPromotion {
    @Override
    public RunResult run(RunInput input) {
      Workflow.sleep(Duration.ofSeconds(1));
      return new RunResult(RunState.DONE, "done", "slept");
    }
  }

  /** Replays on a busy machine too: only the order of what is asked for is judged here. */
  private Worker worker() {
    return environment.newWorker(
        "replay",
        WorkerOptions.newBuilder()
            .setDefaultDeadlockDetectionTimeout(Duration.ofMinutes(1).toMillis())
            .build());
  }

  private Worker todays() {
    Worker worker = worker();
    worker.registerWorkflowImplementationTypes(
        ReplicaPromotionRun.class, ReprotectRun.class, CustomRunbookRun.class);
    return worker;
  }

  private static void replay(WorkflowExecutionHistory history, Worker worker) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(history, worker);
  }

  private static List<String> scheduled(String name) {
    return events(name).stream()
        .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityType().getName())
        .toList();
  }

  private static long count(String name, EventType type) {
    return events(name).stream().filter(event -> event.getEventType() == type).count();
  }

  private static EventType last(String name) {
    List<HistoryEvent> events = events(name);
    return events.get(events.size() - 1).getEventType();
  }

  private static List<HistoryEvent> events(String name) {
    return recorded(name).getEvents();
  }

  private static WorkflowExecutionHistory recorded(String name) {
    return WorkflowExecutionHistory.fromJson(text(name), name);
  }

  private static String text(String name) {
    String folder = name.equals("promotion") ? "/rehearsal/" : "/histories/";
    try (InputStream stream = ReplayTest.class.getResourceAsStream(folder + name + ".json")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
