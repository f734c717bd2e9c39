package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.Switchover;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A planned move of a healthy primary, and what is put back when it does not come about. */
final class MoveTest {
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @BeforeEach
  void the_primary_is_healthy() {
    world.primaryAnswers = true;
    world.writesFail = false;
  }

  @Test
  void a_move_drains_then_demotes_then_promotes_over_the_end_of_the_log() {
    drill.start(Switchover.class, Plans.move());

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);

    assertThat(world.done)
        .containsSubsequence(
            "prepare db1",
            "drain route",
            "hold",
            "replayed db2",
            "demote db1",
            "promote db2",
            "route db2",
            "preserve db1",
            "rejoin db1",
            "secure db2");
    assertThat(world.promotedOn)
        .isInstanceOfSatisfying(
            FenceProof.NodeDown.class,
            down -> assertThat(down.checkpoint()).isEqualTo(Moved.WRITTEN));
    assertThat(drill.step(3).evidence())
        .containsEntry("last checkpoint of db1", "0/3000148")
        .containsEntry("replayed before the promotion", "0/3000148");
    assertThat(drill.header().end()).isEqualTo("standby-only");
  }

  @Test
  void a_standby_that_does_not_catch_up_has_everything_put_back_before_a_person_is_asked() {
    world.broken.add("replay");
    drill.start(Switchover.class, Plans.move());

    Need need = drill.waitFor("repair");

    assertThat(need.text()).contains("\"drain\" failed");
    assertServes();
    world.broken.clear();
    drill.control().retry(drill.answer(need, "aya", "it caught up"));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.led.to).isEqualTo("db2");
  }

  @Test
  void a_demotion_that_is_refused_has_everything_put_back_and_drains_anew() {
    world.broken.add("demote db1");
    drill.start(Switchover.class, Plans.move());

    Need need = drill.waitFor("repair");

    assertServes();
    world.broken.clear();
    world.done.clear();
    drill.control().retry(drill.answer(need, "aya", "mended"));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done)
        .containsSubsequence("drain route", "hold", "replayed db2", "demote db1", "promote db2");
  }

  @Test
  void an_abort_before_the_demotion_leaves_a_primary_that_serves() {
    world.broken.add("demote db1");
    drill.start(Switchover.class, Plans.move());
    Need need = drill.waitFor("repair");

    drill.control().abort(drill.answer(need, "aya", "not today"));

    assertEnds("unchanged");
    assertServes();
  }

  @Test
  void a_run_that_is_paused_while_clients_wait_and_aborted_then_puts_everything_back() {
    world.withoutEffect.add("hold");
    world.broken.add("serve db1");
    drill.start(Switchover.class, Plans.move());
    Need need = drill.waitFor("repair");
    assertThat(world.led.to).isEmpty();

    drill.control().abort(drill.answer(need, "aya", "not today"));

    Need unknown = drill.waitFor("repair", asked -> asked.text().contains("cannot be put back"));
    world.broken.clear();
    drill.control().retry(drill.answer(unknown, "aya", "mended"));
    assertEnds("unchanged");
    assertServes();
  }

  @Test
  void a_demotion_whose_answer_was_lost_leaves_the_system_fenced() {
    world.withoutAnswer.add("demote");
    drill.start(Switchover.class, Plans.move());
    Need need = drill.waitFor("repair");

    drill.control().abort(drill.answer(need, "aya", "not today"));

    assertEnds("fenced");
    assertThat(world.done).doesNotContain("serve db1", "route db1");
  }

  @Test
  void nothing_is_moved_without_a_healthy_primary() {
    world.primaryAnswers = false;
    drill.start(Switchover.class, Plans.move());

    assertThat(drill.waitFor("repair").text())
        .contains("no primary takes writes")
        .contains("bosai start replica-promotion --system shop");
    assertThat(world.done).doesNotContain("drain route");
  }

  @Test
  void a_promotion_past_a_healthy_primary_names_the_command_that_moves_it() {
    drill.start(ReplicaPromotion.class, Plans.promotion());

    assertThat(drill.waitFor("repair").text())
        .contains("nothing is promoted past it")
        .contains("for a planned move: bosai start switchover --system shop;");
  }

  private void assertServes() {
    assertThat(world.done).containsSubsequence("drain route", "serve db1", "route db1");
    assertThat(world.led.to).isEqualTo("db1");
    assertThat(world.moved.held).isFalse();
    assertThat(world.done).doesNotContain("promote db2");
  }

  private void assertEnds(String end) {
    assertThatThrownBy(drill::result);
    assertThat(drill.header().state()).isEqualTo(RunState.ABORTED);
    assertThat(drill.header().end()).isEqualTo(end);
    assertThat(drill.steps()).noneMatch(step -> step.state() == StepState.RUNNING);
  }
}
