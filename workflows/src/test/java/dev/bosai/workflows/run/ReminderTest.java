package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.workflows.CustomRunbook;
import dev.bosai.workflows.port.OutsideActivities.Message;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A question that was handed on as far as it goes is not forgotten. */
final class ReminderTest {
  private static final Duration WITHIN = Duration.ofMinutes(10);

  private final World world = new World();
  @AutoClose private final Drill drill = Drill.ofLongDuration(world);

  @Test
  void people_are_told_again_and_again_until_they_answer() {
    drill.start(
        CustomRunbook.class,
        Plans.input("ask", List.of(Plans.approve("go", WITHIN, Otherwise.HOLD))));
    drill.waitFor("approve");

    drill.pass(Duration.ofHours(9));

    Need held = drill.waitFor("approve", need -> need.until() == null);
    assertThat(reminded())
        .extracting(Message::key)
        .containsExactly(
            "shop@r1/reminded/go-1/1", "shop@r1/reminded/go-1/2", "shop@r1/reminded/go-1/3");
    assertThat(reminded()).allMatch(message -> message.text().contains("answered by: approver"));

    drill.control().approve(drill.answer(held, "ken", ""));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(reminded()).hasSize(3);
  }

  private List<Message> reminded() {
    return world.told.stream().filter(message -> message.key().contains("/reminded/")).toList();
  }
}
