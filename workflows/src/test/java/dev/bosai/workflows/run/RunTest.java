package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.Wait;
import dev.bosai.runbooks.step.When;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.CustomRunbook;
import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.RunResult;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunIds;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whole runs over a hand-written world: what is done, what is shown, what people may say. */
final class RunTest {
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @Test
  void a_promotion_fences_before_it_promotes_and_ends_restored() {
    drill.start(ReplicaPromotion.class, Plans.promotion());

    RunResult result = drill.result();

    assertThat(result.state()).isEqualTo(RunState.DONE);
    assertThat(world.done)
        .containsSubsequence("fence db1", "promote db2", "route db2", "preserve db1");
    RunHeader header = drill.header();
    assertThat(header.state()).isEqualTo(RunState.DONE);
    assertThat(header.restoredAt()).isEqualTo(World.LAST_ACKNOWLEDGED.plusSeconds(1));
    assertThat(header.clock().startedFrom()).isEqualTo("probe");
    assertThat(header.clock().startedAt()).isEqualTo(World.LAST_ACKNOWLEDGED);
    assertThat(drill.step(2).state()).isEqualTo(StepState.NOT_NEEDED);
    assertThat(drill.step(3).evidence()).containsEntry("proof", "NodeDown");
    assertThat(drill.step(3).title()).isEqualTo("fence db2");
  }

  @Test
  void the_reprotect_run_outlives_the_recovery_and_continues_its_tokens() {
    drill.start(ReplicaPromotion.class, Plans.promotion());
    drill.result();

    RunResult followUp = drill.resultOf(RunIds.reprotect("shop", "main"));

    assertThat(followUp.state()).isEqualTo(RunState.DONE);
    assertThat(world.done).containsSubsequence("preserve db1", "rejoin db1", "secure db2");
    assertThat(world.tokens.newest.epoch()).isEqualTo(1);
    assertThat(world.tokens.newest.effect()).isGreaterThan(1000);
  }

  @Test
  void a_loss_above_the_accepted_one_asks_and_the_answer_must_be_to_the_facts_shown() {
    world.lossMs = 45_000;
    drill.start(ReplicaPromotion.class, Plans.promotion());
    Need need = drill.waitFor("approve");
    assertThat(need.facts()).containsEntry("candidate", "db2");
    assertThat(world.done).doesNotContain("fence db1");

    assertThatThrownBy(() -> drill.control().approve(new Answer(need.id(), "other", "aya", "", "")))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .hasMessageContaining("facts changed");
    assertThatThrownBy(() -> drill.control().retry(drill.answer(need, "aya", "")))
        .cause()
        .hasMessageContaining("does not answer");
    drill.control().approve(drill.answer(need, "aya", "go"));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThatThrownBy(() -> drill.control().approve(drill.answer(need, "ken", "late")))
        .hasMessageNotContaining("accepted");
  }

  @Test
  void a_failed_step_waits_and_goes_on_when_the_cause_is_gone() {
    world.broken.add("route db2");
    drill.start(ReplicaPromotion.class, Plans.promotion());
    Need need = drill.waitFor("repair");
    assertThat(need.step()).isEqualTo("repoint");
    assertThat(need.choices()).containsExactly("retry", "skip", "abort");
    assertThat(need.text()).contains("route db2 is broken").contains("HINT");

    world.broken.clear();
    drill.control().retry(drill.answer(need, "aya", ""));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).filteredOn("promote db2"::equals).hasSize(1);
    assertThat(drill.step(5).attempts()).isEqualTo(2);
  }

  @Test
  void a_fence_cannot_be_skipped() {
    world.broken.add("fence db1");
    drill.start(ReplicaPromotion.class, Plans.promotion());
    Need need = drill.waitFor("repair");

    assertThat(need.choices()).containsExactly("retry", "abort");
    assertThatThrownBy(() -> drill.control().skip(drill.answer(need, "aya", "no time")))
        .cause()
        .hasMessageContaining("does not answer");
    assertThat(world.done).doesNotContain("promote db2");
  }

  @Test
  void an_abort_before_the_fence_ends_unchanged_and_cancelled() {
    world.lossMs = 45_000;
    drill.start(ReplicaPromotion.class, Plans.promotion());
    drill.waitFor("approve");

    drill.control().abort(new Answer("", "", "aya", "primary is back", ""));

    assertThatThrownBy(drill::result).hasMessageContaining("workflowId='recovery/shop'");
    RunHeader header = drill.header();
    assertThat(header.state()).isEqualTo(RunState.ABORTED);
    assertThat(header.end()).isEqualTo("unchanged");
    assertThat(drill.describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(world.done).doesNotContain("fence db1");
  }

  @Test
  void an_abort_after_the_promotion_is_named_so() {
    world.broken.add("route db2");
    drill.start(ReplicaPromotion.class, Plans.promotion());
    drill.waitFor("repair");

    drill.control().abort(new Answer("", "", "aya", "we move the route by hand", ""));

    assertThatThrownBy(drill::result).isNotNull();
    assertThat(drill.header().end()).isEqualTo("promoted-unrouted");
  }

  @Test
  void an_abort_after_an_unproven_fence_reads_what_the_fence_did() {
    world.broken.add("fence db1");
    drill.start(ReplicaPromotion.class, Plans.promotion());
    drill.waitFor("repair");
    world.fenced = true;

    drill.control().abort(new Answer("", "", "aya", "enough", ""));

    assertThatThrownBy(drill::result).isNotNull();
    assertThat(drill.header().end()).isEqualTo("fenced");
  }

  @Test
  void a_healthy_primary_is_not_promoted_past() {
    world.primaryAnswers = true;
    drill.start(ReplicaPromotion.class, Plans.promotion());

    Need need = drill.waitFor("repair");

    assertThat(need.text()).contains("takes writes").contains("HINT").contains("switchover");
    assertThat(world.done).doesNotContain("fence db1", "promote db2");
  }

  @Test
  void a_standby_that_is_silent_for_a_moment_is_looked_at_again_before_anybody_is_asked() {
    world.looksBeforeTheStandbyAnswers.set(3);
    drill.start(ReplicaPromotion.class, Plans.promotion());

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(0).attempts()).isEqualTo(1);
    assertThat(drill.step(0).sentence()).contains("\"db2\" is the best standby");
  }

  @Test
  void a_standby_that_stays_silent_is_a_question() {
    world.looksBeforeTheStandbyAnswers.set(4);
    drill.start(ReplicaPromotion.class, Plans.promotion());

    Need need = drill.waitFor("repair");

    assertThat(need.text()).contains("no standby can be promoted", "connection reset");
    drill.control().retry(drill.answer(need, "aya", ""));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
  }

  @Test
  void a_step_for_an_unreachable_old_primary_is_taken_only_when_nothing_answers_there() {
    drill.start(CustomRunbook.class, callsTheSiteIfUnreachable());
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(1).state()).isEqualTo(StepState.NOT_NEEDED);
  }

  @Test
  void nobody_answers_at_the_old_primary_so_the_step_for_that_is_taken() {
    world.primaryHostAnswers = false;
    drill.start(CustomRunbook.class, callsTheSiteIfUnreachable());

    assertThat(drill.waitFor("manual").step()).isEqualTo("call");
  }

  private static RunInput callsTheSiteIfUnreachable() {
    StepHead call = Plans.head("call", OnFailure.WAIT, When.OLD_PRIMARY_UNREACHABLE);
    return Plans.input(
        "look", List.of(new Assess(Plans.head("assess"), "main"), new Manual(call, "call them")));
  }

  @Test
  void a_half_done_recovery_is_adopted() {
    world.fenced = true;
    world.timeline = 2;
    drill.start(ReplicaPromotion.class, Plans.promotion());

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(0).sentence()).contains("promoted already");
  }

  @Test
  void a_paused_run_begins_no_step_until_it_is_resumed() {
    List<Step> steps =
        List.of(
            new Manual(Plans.head("look"), "look at it"),
            new Manual(Plans.head("tick"), "tick it"));
    drill.start(CustomRunbook.class, Plans.input("by-hand", steps));
    Need look = drill.waitFor("manual");
    drill.control().pause(new Answer("", "", "ken", "lunch", ""));
    drill.control().approve(drill.answer(look, "aya", "looked"));

    Need paused = drill.waitFor("resume");
    assertThat(paused.step()).isEqualTo("tick");
    drill.control().resume(drill.answer(paused, "ken", ""));
    drill.control().approve(drill.answer(drill.waitFor("manual"), "aya", "ticked"));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(0).sentence()).isEqualTo("done by aya: looked");
  }

  @Test
  void parallel_steps_end_together_and_one_failure_waits() {
    Step wait = new Wait(Plans.head("breathe"), Duration.ofMillis(5));
    Step ask = new Manual(Plans.head("tick"), "tick it");
    Step group = new Parallel(Plans.head("both"), List.of(wait, ask));
    drill.start(CustomRunbook.class, Plans.input("both", List.of(group)));

    Need need = drill.waitFor("manual");
    drill.control().approve(drill.answer(need, "aya", ""));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(1).state()).isEqualTo(StepState.DONE);
    assertThat(drill.step(2).state()).isEqualTo(StepState.DONE);
  }

  @Test
  void a_channel_that_cannot_be_reached_never_holds_the_recovery() {
    world.broken.add("tell");
    drill.start(ReplicaPromotion.class, Plans.promotion());

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(1).state()).isEqualTo(StepState.FAILED);
    assertThat(drill.step(1).sentence()).contains("could not be told");
    assertThat(drill.step(1).endedAt()).isNotNull();
  }

  @Test
  void a_deadline_hands_the_question_to_the_next_tier_and_holds() {
    Step approve =
        new dev.bosai.runbooks.step.Approve(
            Plans.head("approve"),
            "commander",
            Duration.ofMillis(200),
            dev.bosai.runbooks.step.Otherwise.HOLD);
    drill.start(CustomRunbook.class, Plans.input("ask", List.of(approve)));

    Need handed = drill.waitFor("approve", need -> need.by().equals("approver"));

    assertThat(handed.until()).isNotNull();
    drill.control().approve(drill.answer(handed, "ken", ""));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
  }
}
