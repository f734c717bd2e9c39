package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.StepState;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a run says to people, in the Web UI's timeline and elsewhere. */
final class TextsTest {
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @Test
  void a_prompt_shows_each_fact_once_and_none_that_stands_above_it() {
    world.lossMs = 45_000;
    drill.start(ReplicaPromotion.class, Plans.promotion());

    Need need = drill.waitFor("approve");

    assertThat(need.facts())
        .containsKeys("candidate", "old_primary", "loss_bound")
        .doesNotContainKeys("system", "run", "loss");
  }

  @Test
  void a_message_that_was_taken_is_shown_so_while_the_run_waits() {
    world.lossMs = 45_000;
    drill.start(ReplicaPromotion.class, Plans.promotion());

    Need need = drill.waitFor("approve", open -> drill.step(1).state() == StepState.DONE);

    assertThat(need.step()).isEqualTo("approve");
    assertThat(drill.step(1).sentence()).contains("was told");
  }

  @Test
  void an_answer_and_what_follows_from_it_are_whole_sentences() {
    world.lossMs = 45_000;
    drill.start(ReplicaPromotion.class, Plans.promotion());
    Need need = drill.waitFor("approve");

    assertThat(drill.control().approve(drill.answer(need, "aya", "go")))
        .isEqualTo("accepted: approve, for step \"approve\"");
    drill.result();
  }

  @Test
  void no_span_is_told_in_a_machines_units() {
    drill.start(ReplicaPromotion.class, Plans.promotion());
    drill.result();

    assertThat(drill.steps())
        .extracting(step -> step.sentence())
        .anyMatch(sentence -> sentence.matches("writes were out for [0-9.]+ (s|min .*); lost: .*"))
        .anyMatch(sentence -> sentence.startsWith("\"incident\" was told"))
        .noneMatch(sentence -> sentence.matches(".*[0-9] ms\\b.*"));
  }

  @Test
  void bars_of_one_step_are_told_apart_and_every_timer_says_what_it_is_for() {
    drill.start(ReplicaPromotion.class, Plans.promotion());
    drill.result();

    List<HistoryEvent> events = drill.history();

    assertThat(events)
        .filteredOn(HistoryEvent::hasActivityTaskScheduledEventAttributes)
        .extracting(TextsTest::summary)
        .anyMatch(summary -> summary.startsWith("\"assess, db1: "))
        .anyMatch(summary -> summary.startsWith("\"assess, db2: "))
        .anyMatch(summary -> summary.startsWith("\"assess, the probe's view: "))
        .doesNotContain("");
    assertThat(events)
        .filteredOn(HistoryEvent::hasTimerStartedEventAttributes)
        .isNotEmpty()
        .extracting(TextsTest::summary)
        .doesNotContain("");
  }

  private static String summary(HistoryEvent event) {
    return event.getUserMetadata().getSummary().getData().toStringUtf8();
  }
}
