package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.When;
import dev.bosai.workflows.CustomRunbook;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunAttributes;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Steps that stand together under a name of their own, one by one or side by side. */
final class GroupsTest {
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @Test
  void of_two_questions_side_by_side_the_second_is_shown_once_the_first_is_answered() {
    start(new Parallel(Plans.head("both"), List.of(manual("left"), manual("right"))));
    answer(drill.waitFor("manual"));

    Need second = drill.waitFor("manual", need -> need.step().equals("right"));

    answer(second);
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.steps())
        .extracting(StepView::sentence)
        .containsExactly("all of its steps have ended", "done by aya: ok", "done by aya: ok");
  }

  @Test
  void a_phase_carries_its_steps_out_in_order_and_lends_the_run_its_name() {
    Step look = new Assess(Plans.head("assess"), "main");
    start(look, new Phase(Plans.head("move"), null, List.of(manual("one"), manual("two"))));

    Need first = drill.waitFor("manual");
    assertThat(first.step()).isEqualTo("one");
    assertThat(phase()).isEqualTo("move db2");
    answer(first);
    answer(drill.waitFor("manual", need -> need.step().equals("two")));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(phase()).isEmpty();
    assertThat(drill.steps())
        .extracting(StepView::id)
        .containsExactly("assess", "move", "one", "two");
    assertThat(drill.steps()).extracting(StepView::state).containsOnly(StepState.DONE);
  }

  @Test
  void the_steps_of_a_phase_that_is_passed_over_are_not_needed_either() {
    StepHead unless = Plans.head("by-hand", OnFailure.WAIT, When.OLD_PRIMARY_UNREACHABLE);
    start(
        new Assess(Plans.head("assess"), "main"), new Phase(unless, null, List.of(manual("call"))));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.steps())
        .extracting(StepView::state)
        .containsExactly(StepState.DONE, StepState.NOT_NEEDED, StepState.NOT_NEEDED);
  }

  private void start(Step... steps) {
    drill.start(CustomRunbook.class, Plans.input("grouped", List.of(steps)));
  }

  private void answer(Need need) {
    drill.control().approve(drill.answer(need, "aya", "ok"));
  }

  private String phase() {
    return drill.describe().getTypedSearchAttributes().get(RunAttributes.PHASE);
  }

  private static Step manual(String id) {
    return new Manual(Plans.head(id), "do it");
  }
}
