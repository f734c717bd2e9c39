package dev.bosai.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.ActivityTaskStartedEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.UserMetadata;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriesTest {
  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  @Test
  void triesOfAllActivitiesOfAStepCountAndARunningOneSaysWhyItIsTriedAgain() {
    List<HistoryEvent> history =
        List.of(
            scheduled(5, "a1", "fence, node db1: Fence the old primary"),
            started(6, 5, 3),
            scheduled(8, "a2", "repoint: Lead clients: all of them"),
            scheduled(9, "a3", "repoint: Lead clients: all of them"),
            started(10, 9, 2));
    PendingActivityInfo pending = pending("a2", 4, "the router does not answer");

    Tries tries = Tries.of(history, List.of(pending), CONVERTER);

    assertThat(tries.shown(step("fence", StepState.DONE, 1)).attempts()).isEqualTo(3);
    StepView repoint = tries.shown(step("repoint", StepState.RUNNING, 2));
    assertThat(repoint.attempts()).isEqualTo(2 + 3 + 1);
    assertThat(repoint.sentence())
        .isEqualTo("is tried again; the last try failed: the router does not answer");
    StepView verify = step("verify", StepState.PENDING, 0);
    assertThat(tries.shown(verify)).isEqualTo(verify);
  }

  @Test
  void anActivityThatEndedBetweenTheTwoReadingsCountsOnce() {
    List<HistoryEvent> history =
        List.of(scheduled(5, "a1", "fence: Fence the old primary"), started(6, 5, 3));

    Tries tries = Tries.of(history, List.of(pending("a1", 3, "not proven")), CONVERTER);

    assertThat(tries.shown(step("fence", StepState.DONE, 1)).attempts()).isEqualTo(3);
    assertThat(tries.shown(step("fence", StepState.DONE, 1)).sentence()).isEqualTo("said");
  }

  private static StepView step(String id, StepState state, int attempts) {
    Instant at = Instant.parse("2026-11-23T03:14:31Z");
    return new StepView(id, id, "title", state, attempts, at, null, "said", 0, Map.of());
  }

  private static HistoryEvent scheduled(long id, String activity, String summary) {
    return HistoryEvent.newBuilder()
        .setEventId(id)
        .setUserMetadata(
            UserMetadata.newBuilder().setSummary(CONVERTER.toPayload(summary).orElseThrow()))
        .setActivityTaskScheduledEventAttributes(
            ActivityTaskScheduledEventAttributes.newBuilder().setActivityId(activity))
        .build();
  }

  private static HistoryEvent started(long id, long scheduled, int attempt) {
    return HistoryEvent.newBuilder()
        .setEventId(id)
        .setActivityTaskStartedEventAttributes(
            ActivityTaskStartedEventAttributes.newBuilder()
                .setScheduledEventId(scheduled)
                .setAttempt(attempt))
        .build();
  }

  private static PendingActivityInfo pending(String activity, int attempt, String failure) {
    return PendingActivityInfo.newBuilder()
        .setActivityId(activity)
        .setAttempt(attempt)
        .setLastFailure(Failure.newBuilder().setMessage(failure))
        .build();
  }
}
