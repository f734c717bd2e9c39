package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.When;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.CustomRunbook;
import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a run does with a step that failed for good. */
final class FailuresTest {
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @Test
  void a_step_that_the_data_does_not_rely_on_can_be_skipped_with_a_reason() {
    world.broken.add("route db2");
    drill.start(ReplicaPromotion.class, Plans.promotion());
    Need need = drill.waitFor("repair");

    assertThatThrownBy(() -> drill.control().skip(drill.answer(need, "aya", " ")))
        .cause()
        .hasMessageContaining("needs a reason");
    drill.control().skip(drill.answer(need, "aya", "moved by hand"));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(5).state()).isEqualTo(StepState.SKIPPED);
    assertThat(drill.step(5).sentence())
        .startsWith("skipped by aya: moved by hand; it had failed: route db2 is broken");
    assertThat(world.done).contains("preserve db1").doesNotContain("route db2");
  }

  @Test
  void a_failed_step_is_recorded_and_passed_where_the_runbook_says_continue() {
    world.broken.add("reach");
    drill.start(CustomRunbook.class, looks(OnFailure.CONTINUE));

    drill.control().approve(drill.answer(drill.waitFor("manual"), "aya", ""));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(0).state()).isEqualTo(StepState.FAILED);
    assertThat(drill.step(0).sentence()).startsWith("reach is broken");
    assertThat(drill.step(0).endedAt()).isNotNull();
    assertThat(drill.step(1).state()).isEqualTo(StepState.DONE);
  }

  @Test
  void a_failed_step_ends_the_run_where_the_runbook_says_abort() {
    world.broken.add("reach");
    drill.start(CustomRunbook.class, looks(OnFailure.ABORT));

    assertThatThrownBy(drill::result).isNotNull();

    RunHeader header = drill.header();
    assertThat(header.state()).isEqualTo(RunState.ABORTED);
    assertThat(header.end()).isEqualTo("unchanged");
    assertThat(header.sentence())
        .startsWith("the runbook ends the run when \"look\" fails: reach is broken")
        .endsWith("; the system is unchanged");
    assertThat(drill.step(0).state()).isEqualTo(StepState.FAILED);
    assertThat(drill.step(1).state()).isEqualTo(StepState.PENDING);
  }

  @Test
  void no_step_of_a_run_that_a_person_ended_goes_on_waiting() {
    world.broken.add("route db2");
    drill.start(ReplicaPromotion.class, Plans.promotion());
    drill.waitFor("repair");

    drill.control().abort(new Answer("", "", "aya", "we move the route by hand", ""));

    assertThatThrownBy(drill::result).isNotNull();
    assertThat(drill.step(5).state()).isEqualTo(StepState.FAILED);
    assertThat(drill.step(5).endedAt()).isNotNull();
    assertThat(drill.step(5).sentence())
        .startsWith("waited for a person when the run ended: route db2 is broken");
  }

  @Test
  void a_fence_that_failed_says_what_was_tried_beside_why() {
    world.broken.add("fence db1");
    drill.start(ReplicaPromotion.class, Plans.promotion());

    Need need = drill.waitFor("repair");

    assertThat(need.facts())
        .containsEntry("step", "fence")
        .containsEntry("failure", "fence db1 is broken\n  HINT: mend it, then retry")
        .containsEntry(
            "tried", "method \"node\": on the host of \"db1\", by a worker of site \"tokyo\"");
    assertThat(drill.step(3).evidence()).containsKey("tried");
  }

  @Test
  void a_fence_whose_worker_went_silent_is_no_proof() {
    world.fenceGoesSilent = true;
    drill.start(ReplicaPromotion.class, Plans.promotion());

    assertThat(drill.waitFor("repair").text())
        .contains("no proof that \"db1\" cannot write: the worker that did \"Fence\" went silent");
    assertThat(world.done).doesNotContain("promote db2");
  }

  private static RunInput looks(OnFailure onFailure) {
    Step look = new Assess(Plans.head("look", onFailure, When.ALWAYS), "main");
    return Plans.input("looks", List.of(look, new Manual(Plans.head("tick"), "tick it")));
  }
}
