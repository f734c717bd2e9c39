package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.Answer;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import io.temporal.client.WorkflowFailedException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A switch that was made, or failed, is taken back. */
class WayBackTest {
  private final World world = Mended.world();
  @AutoClose private final Drill drill = new Drill(world);
  private final Mended mended = new Mended(drill);

  @Test
  void what_others_wrote_is_shown_and_writes_go_on_until_somebody_overrides() {
    drill.beside().foreign = 3;
    mended.switched();
    mended.choose("settle", "undo");

    Need need = drill.waitFor("settle", open -> open.choices().contains("override"));
    assertThat(need.facts().get("written since")).isEqualTo("3 transactions, in public.t");
    assertThat(world.done).containsSubsequence("hold", "free").doesNotContain("undo");
    mended.choose(need, "override");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).contains("undo with override");
  }

  @Test
  void who_wrote_until_the_very_fence_is_put_to_a_person_too() {
    drill.beside().writtenUntilTheFence = 1;
    mended.switched();
    mended.choose("settle", "undo");

    Need need = drill.waitFor("settle", open -> open.text().contains("the node is fenced"));
    assertThat(need.choices()).containsExactly("keep", "override", "abort");
    mended.choose(need, "override");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
  }

  @Test
  void an_undo_that_was_refused_after_its_fence_can_be_given_up() {
    drill.beside().writtenUntilTheFence = 1;
    mended.switched();
    mended.choose("settle", "undo");
    mended.choose(
        drill.waitFor("settle", open -> open.text().contains("the node is fenced")), "keep");

    Need again = drill.waitFor("settle", open -> open.text().startsWith("keep what was restored"));
    assertThat(world.done).containsSubsequence("hold", "fence db1", "switch", "route db1", "free");
    assertThat(world.done).doesNotContain("undo");
    mended.choose(again, "keep");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).contains("discard the old directory");
  }

  @Test
  void giving_an_undo_up_that_fails_halfway_is_gone_on_with_and_fences_nobody_anew() {
    drill.beside().writtenUntilTheFence = 1;
    mended.switched();
    mended.choose("settle", "undo");
    Need refused = drill.waitFor("settle", open -> open.text().contains("the node is fenced"));
    world.broken.add("route db1");
    mended.choose(refused, "keep");

    Need need = drill.waitFor("repair");
    world.broken.clear();
    drill.control().retry(drill.answer(need, "aya", "the router is back"));
    mended.choose(drill.waitFor("settle", open -> open.choices().contains("undo")), "keep");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done.stream().filter("fence db1"::equals)).hasSize(2);
  }

  @Test
  void an_abort_after_a_refused_undo_says_that_the_node_is_fenced() {
    drill.beside().writtenUntilTheFence = 1;
    mended.switched();
    mended.choose("settle", "undo");
    drill.waitFor("settle", open -> open.text().contains("the node is fenced"));
    drill.control().abort(new Answer("", "", "aya", "nobody dares", ""));

    assertThatThrownBy(drill::result).isInstanceOf(WorkflowFailedException.class);
    assertThat(drill.header().end()).isEqualTo("fenced");
  }

  @Test
  void a_switch_whose_node_does_not_start_can_be_taken_back() {
    world.broken.add("switch");
    mended.switched();
    Need need = drill.waitFor("repair");
    assertThat(need.choices()).containsExactly("retry", "undo", "abort");
    assertThat(need.text()).startsWith("step \"switch\" failed: ");
    mended.choose(need, "undo");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done)
        .containsSubsequence("fence db1", "fence db2", "undo", "lift fence db2", "route db1");
    assertThat(drill.header().end()).isEqualTo("done");
    assertThat(drill.header().restoredAt()).isNotNull();
    assertThat(mended.step("settle").state()).isEqualTo(StepState.NOT_NEEDED);
    assertThat(mended.step("reprotect").state()).isEqualTo(StepState.NOT_NEEDED);
  }

  @Test
  void a_switch_that_failed_is_tried_again_when_somebody_says_so() {
    world.broken.add("switch");
    mended.switched();
    Need need = drill.waitFor("repair");
    world.broken.clear();
    drill.control().retry(drill.answer(need, "aya", "the disk has room again"));

    mended.choose("settle", "keep");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).doesNotContain("undo");
  }

  @Test
  void an_undo_that_failed_halfway_is_gone_on_with_and_fences_nobody_anew() {
    mended.switched();
    Need settle = drill.waitFor("settle");
    world.broken.add("route db1");
    mended.choose(settle, "undo");

    Need need = drill.waitFor("repair");
    assertThat(need.choices()).containsExactly("retry", "abort");
    world.broken.clear();
    drill.control().retry(drill.answer(need, "aya", "its host is back"));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).doesNotContain("discard the old directory");
    assertThat(world.done.stream().filter("undo"::equals)).hasSize(1);
    assertThat(world.done.stream().filter("fence db1"::equals)).hasSize(2);
  }

  @Test
  void a_standby_that_does_not_start_after_an_undo_is_told_and_holds_nobody_up() {
    mended.switched();
    world.broken.add("lift fence db2");
    mended.choose("settle", "undo");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.header().protection()).isEqualTo("exposed");
    assertThat(drill.steps().stream().filter(step -> step.id().equals("settle")))
        .allMatch(step -> step.evidence().get("standby db2").startsWith("still fenced: "));
  }

  @Test
  void a_keep_that_was_begun_is_gone_on_with_and_cannot_be_undone() {
    mended.switched();
    Need settle = drill.waitFor("settle");
    world.withoutEffect.add("discard the old directory");
    mended.choose(settle, "keep");

    Need need = drill.waitFor("repair");
    world.withoutEffect.clear();
    drill.control().retry(drill.answer(need, "aya", "the disk answers"));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done.stream().filter("fence db1"::equals)).hasSize(1);
  }
}
