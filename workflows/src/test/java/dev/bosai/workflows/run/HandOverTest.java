package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Step;
import dev.bosai.workflows.CustomRunbook;
import dev.bosai.workflows.port.OutsideActivities.Message;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A question that nobody answers passes from tier to tier, and everybody hears of it. */
final class HandOverTest {
  private static final Duration SOON = Duration.ofMillis(200);

  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @Test
  void a_question_at_the_last_tier_holds_without_a_deadline() {
    drill.start(CustomRunbook.class, Plans.input("ask", List.of(asks("go"))));

    Need held = drill.waitFor("approve", need -> need.until() == null);

    assertThat(held.by()).isEqualTo("approver");
    drill.control().approve(drill.answer(held, "ken", ""));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(0).sentence()).isEqualTo("approved by ken");
  }

  @Test
  void each_hand_over_of_a_question_is_a_message_of_its_own() {
    drill.start(CustomRunbook.class, Plans.input("ask", List.of(asks("go"))));
    Need held = drill.waitFor("approve", need -> need.until() == null);
    drill.control().approve(drill.answer(held, "ken", ""));
    drill.result();

    assertThat(handedOver())
        .extracting(Message::key)
        .containsExactlyInAnyOrder(
            "shop@r1/handed-over/go-1/1-approver", "shop@r1/handed-over/go-1/2-approver");
    assertThat(handedOver())
        .extracting(Message::text)
        .anyMatch(text -> text.endsWith("in time; asked now: approver"))
        .anyMatch(
            text -> text.endsWith("in time; the run holds until it is answered by: approver"));
  }

  @Test
  void two_questions_handed_to_the_same_role_are_two_messages() {
    Step both = new Parallel(Plans.head("both"), List.of(asks("left"), asks("right")));
    drill.start(CustomRunbook.class, Plans.input("ask", List.of(both)));
    answerOnceHeld("left");
    answerOnceHeld("right");
    drill.result();

    assertThat(handedOver()).hasSize(4).extracting(Message::key).doesNotHaveDuplicates();
  }

  @Test
  void a_role_that_is_no_tier_is_asked_itself_before_the_tiers_are() {
    Approve asks = new Approve(Plans.head("go"), "responder", SOON, Otherwise.HOLD);
    drill.start(CustomRunbook.class, Plans.input("ask", List.of(asks)));
    Need held = drill.waitFor("approve", need -> need.until() == null);
    drill.control().approve(drill.answer(held, "ken", ""));
    drill.result();

    assertThat(handedOver())
        .extracting(Message::key)
        .containsExactlyInAnyOrder(
            "shop@r1/handed-over/go-1/1-commander",
            "shop@r1/handed-over/go-1/2-approver",
            "shop@r1/handed-over/go-1/3-approver");
  }

  private void answerOnceHeld(String step) {
    Need held = drill.waitFor("approve", need -> need.until() == null && need.step().equals(step));
    drill.control().approve(drill.answer(held, "ken", ""));
  }

  private List<Message> handedOver() {
    return world.told.stream().filter(message -> message.key().contains("handed-over")).toList();
  }

  private static Step asks(String id) {
    return Plans.approve(id, SOON, Otherwise.HOLD);
  }
}
