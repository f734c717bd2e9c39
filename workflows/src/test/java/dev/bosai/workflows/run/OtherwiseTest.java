package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.workflows.CustomRunbook;
import dev.bosai.workflows.port.OutsideActivities.Message;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What follows an approval that was refused, and one that nobody gave in time. */
final class OtherwiseTest {
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofMinutes(10);

  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @Test
  void a_rejection_goes_on_where_the_runbook_says_so() {
    ask(LATER, Otherwise.CONTINUE);
    reject(drill.waitFor("approve"));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(0).state()).isEqualTo(StepState.DONE);
    assertThat(drill.step(0).sentence())
        .isEqualTo("goes on without approval, as the runbook says: rejected by ken: too early");
  }

  @Test
  void a_rejection_aborts_where_the_runbook_says_so() {
    ask(LATER, Otherwise.ABORT);
    reject(drill.waitFor("approve"));

    assertAbortedBecause("not approved: rejected by ken: too early");
  }

  @Test
  void a_rejection_asks_again_where_the_run_holds() {
    ask(LATER, Otherwise.HOLD);
    reject(drill.waitFor("approve"));

    Need again = drill.waitFor("approve", need -> need.text().contains("rejected by ken"));

    assertThat(again.text()).endsWith("(rejected by ken: too early)");
    drill.control().approve(drill.answer(again, "aya", "now"));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(0).sentence()).isEqualTo("approved by aya: now");
  }

  @Test
  void a_deadline_goes_on_where_the_runbook_says_so() {
    ask(SOON, Otherwise.CONTINUE);

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(0).sentence())
        .isEqualTo("goes on without approval, as the runbook says: nobody answered in time");
    assertThat(handedOver()).endsWith("in time; the run goes on, as the runbook says");
  }

  @Test
  void a_deadline_aborts_where_the_runbook_says_so() {
    ask(SOON, Otherwise.ABORT);

    assertAbortedBecause("not approved: nobody answered in time");
    assertThat(handedOver()).endsWith("in time; the run ends, as the runbook says");
  }

  private void ask(Duration within, Otherwise otherwise) {
    drill.start(
        CustomRunbook.class, Plans.input("ask", List.of(Plans.approve("go", within, otherwise))));
  }

  private void reject(Need need) {
    drill.control().reject(drill.answer(need, "ken", "too early"));
  }

  private void assertAbortedBecause(String why) {
    assertThatThrownBy(drill::result).isNotNull();
    RunHeader header = drill.header();
    assertThat(header.state()).isEqualTo(RunState.ABORTED);
    assertThat(header.end()).isEqualTo("unchanged");
    assertThat(header.sentence()).isEqualTo(why + "; the system is unchanged");
    assertThat(drill.step(0).state()).isEqualTo(StepState.FAILED);
    assertThat(drill.step(0).sentence()).isEqualTo(why);
    assertThat(world.done).contains("tell aborted");
  }

  private String handedOver() {
    return world.told.stream()
        .filter(message -> message.key().contains("handed-over"))
        .map(Message::text)
        .findFirst()
        .orElse("");
  }
}
