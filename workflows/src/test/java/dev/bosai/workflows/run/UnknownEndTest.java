package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.Answer;
import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An abort is named after what the world says, not after what the run had heard of. */
final class UnknownEndTest {
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @Test
  void a_promotion_whose_answer_was_lost_is_seen_in_the_world() {
    world.withoutAnswer.add("promote db2");
    startUntilRepair();

    abort();

    assertEnds("promoted-unrouted");
  }

  @Test
  void a_route_whose_answer_was_lost_is_seen_in_the_world() {
    world.withoutAnswer.add("route db2");
    startUntilRepair();

    abort();

    assertEnds("restored-exposed");
  }

  @Test
  void a_promotion_that_was_refused_leaves_the_system_fenced() {
    world.broken.add("promote db2");
    startUntilRepair();

    abort();

    assertEnds("fenced");
  }

  @Test
  void a_standby_that_may_still_promote_keeps_the_run_waiting() {
    world.withoutEffect.add("promote db2");
    startUntilRepair();

    abort();

    Need need = unknown();
    assertThat(need.text()).contains("\"db2\" was asked to promote");
    assertThat(drill.header().state()).isEqualTo(RunState.WAITING);
    world.timeline = 2;
    drill.control().retry(drill.answer(need, "aya", "it is a primary now"));
    assertEnds("promoted-unrouted");
  }

  @Test
  void a_refused_retry_does_not_unask_the_promotion_before_it() {
    world.withoutEffect.add("promote db2");
    startUntilRepair();
    Need first = drill.waitFor("repair");
    world.broken.add("promote db2");
    drill.control().retry(drill.answer(first, "aya", "once more"));
    drill.waitFor("repair", need -> !need.id().equals(first.id()));

    abort();

    assertThat(unknown().text()).contains("was asked to promote");
  }

  @Test
  void whoever_aborts_once_more_asks_for_another_look() {
    world.broken.add("fence db1");
    startUntilRepair();
    world.primaryHostAnswers = false;
    abort();
    Need first = unknown();

    abort();

    Need second = drill.waitFor("repair", need -> !need.id().equals(first.id()));
    assertThat(second.text()).contains("can be read on its host only");
    world.primaryHostAnswers = true;
    world.fenced = true;
    abort();
    assertEnds("fenced");
  }

  @Test
  void a_recovery_that_is_refused_leaves_a_copy_under_way_alone() {
    world.primaryAnswers = true;

    startUntilRepair();

    assertThat(drill.history())
        .noneMatch(
            event -> event.hasRequestCancelExternalWorkflowExecutionInitiatedEventAttributes());
  }

  private void startUntilRepair() {
    drill.start(ReplicaPromotion.class, Plans.promotion());
    drill.waitFor("repair");
  }

  private void abort() {
    drill.control().abort(new Answer("", "", "aya", "enough", ""));
  }

  private Need unknown() {
    return drill.waitFor("repair", need -> need.facts().containsKey("unknown"));
  }

  private void assertEnds(String end) {
    assertThatThrownBy(drill::result).isNotNull();
    assertThat(drill.header().state()).isEqualTo(RunState.ABORTED);
    assertThat(drill.header().end()).isEqualTo(end);
  }
}
