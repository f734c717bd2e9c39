package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.step.Aim;
import dev.bosai.runbooks.step.Choose;
import dev.bosai.runbooks.step.Compare;
import dev.bosai.runbooks.step.Discard;
import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.step.HoldWrites;
import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Open;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Preview;
import dev.bosai.runbooks.step.Reprotect;
import dev.bosai.runbooks.step.Restore;
import dev.bosai.runbooks.step.Settle;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.Switch;
import dev.bosai.runbooks.step.When;
import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.Choosing;
import dev.bosai.workflows.PointInTimeRecovery;
import dev.bosai.workflows.view.MemoKeys;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunIds;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mistake was made on db1, which serves; db2 follows it. */
class PointInTimeTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @BeforeEach
  void start() {
    world.primaryAnswers = true;
    world.writesFail = false;
  }

  @Test
  void what_is_kept_brings_redundancy_back_over_what_the_standby_had() {
    switched();
    choose("settle", "keep");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done)
        .containsSubsequence("restore", "open", "fence db1", "fence db2", "switch", "route db1")
        .containsSubsequence("discard the old directory", "preserve db2");
    assertThat(drill.resultOf(RunIds.reprotect("shop", "main")).state()).isEqualTo(RunState.DONE);
    assertThat(world.done).contains("rejoin db2");
  }

  @Test
  void while_nobody_wrote_an_undo_holds_writes_goes_back_and_starts_the_standby() {
    switched();
    choose("settle", "undo");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done)
        .containsSubsequence("switch", "hold", "fence db1", "undo", "lift fence db2", "route db1");
    assertThat(world.done).doesNotContain("discard the old directory", "preserve db2", "free");
    assertThat(drill.header().end()).isEqualTo("done");
  }

  @Test
  void what_others_wrote_is_shown_and_writes_go_on_until_somebody_overrides() {
    drill.beside().foreign = 3;
    switched();
    choose("settle", "undo");

    Need need = drill.waitFor("settle", open -> open.choices().contains("override"));
    assertThat(need.facts().get("written since")).isEqualTo("3 transactions, in public.t");
    assertThat(world.done).containsSubsequence("hold", "free").doesNotContain("undo");
    choose(need, "override");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).contains("undo with override");
  }

  @Test
  void who_wrote_until_the_very_fence_is_put_to_a_person_too() {
    drill.beside().writtenUntilTheFence = 1;
    switched();
    choose("settle", "undo");

    Need need = drill.waitFor("settle", open -> open.text().contains("the node is fenced"));
    assertThat(need.choices()).containsExactly("keep", "override", "abort");
    choose(need, "override");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
  }

  @Test
  void an_undo_that_was_refused_after_its_fence_can_be_given_up() {
    drill.beside().writtenUntilTheFence = 1;
    switched();
    choose("settle", "undo");
    choose(drill.waitFor("settle", open -> open.text().contains("the node is fenced")), "keep");

    Need again = drill.waitFor("settle", open -> open.text().startsWith("keep what was restored"));
    assertThat(world.done).endsWith("switch", "route db1").doesNotContain("undo");
    choose(again, "keep");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).contains("discard the old directory");
  }

  @Test
  void an_abort_after_a_refused_undo_says_that_the_node_is_fenced() {
    drill.beside().writtenUntilTheFence = 1;
    switched();
    choose("settle", "undo");
    drill.waitFor("settle", open -> open.text().contains("the node is fenced"));
    drill.control().abort(new Answer("", "", "aya", "nobody dares", ""));

    assertThatThrownBy(drill::result).isInstanceOf(WorkflowFailedException.class);
    assertThat(drill.header().end()).isEqualTo("fenced");
  }

  @Test
  void a_switch_whose_node_does_not_start_can_be_taken_back() {
    world.broken.add("switch");
    switched();
    Need need = drill.waitFor("repair");
    assertThat(need.choices()).containsExactly("retry", "undo", "abort");
    assertThat(need.text()).startsWith("step \"switch\" failed: ");
    choose(need, "undo");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done)
        .containsSubsequence("fence db1", "fence db2", "undo", "lift fence db2", "route db1");
    assertThat(drill.header().end()).isEqualTo("done");
    assertThat(drill.header().restoredAt()).isNotNull();
    assertThat(stateOf("settle")).isEqualTo(StepState.NOT_NEEDED);
    assertThat(stateOf("reprotect")).isEqualTo(StepState.NOT_NEEDED);
  }

  @Test
  void a_switch_that_failed_is_tried_again_when_somebody_says_so() {
    world.broken.add("switch");
    switched();
    Need need = drill.waitFor("repair");
    world.broken.clear();
    drill.control().retry(drill.answer(need, "aya", "the disk has room again"));

    choose("settle", "keep");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).doesNotContain("undo");
  }

  @Test
  void an_undo_that_failed_halfway_is_gone_on_with_and_fences_nobody_anew() {
    switched();
    Need settle = drill.waitFor("settle");
    world.broken.add("route db1");
    choose(settle, "undo");

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
    switched();
    world.broken.add("lift fence db2");
    choose("settle", "undo");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.header().protection()).isEqualTo("exposed");
    assertThat(drill.steps().stream().filter(step -> step.id().equals("settle")))
        .allMatch(step -> step.evidence().get("standby db2").startsWith("still fenced: "));
  }

  @Test
  void a_keep_that_was_begun_is_gone_on_with_and_cannot_be_undone() {
    switched();
    Need settle = drill.waitFor("settle");
    world.withoutEffect.add("discard the old directory");
    choose(settle, "keep");

    Need need = drill.waitFor("repair");
    world.withoutEffect.clear();
    drill.control().retry(drill.answer(need, "aya", "the disk answers"));
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done.stream().filter("fence db1"::equals)).hasSize(1);
  }

  @Test
  void an_abort_does_not_wait_for_a_restore_that_takes_hours() {
    drill.beside().restoreHangs = true;
    drill.start(PointInTimeRecovery.class, Plans.input("point-in-time-recovery", steps()));
    choose("hold", "read-only");
    drill.waitUntilDone("restore");
    drill.control().abort(new Answer("", "", "aya", "wrong moment", ""));

    assertThatThrownBy(drill::result).isInstanceOf(WorkflowFailedException.class);
    assertThat(drill.header().state()).isEqualTo(RunState.ABORTED);
    assertThat(drill.header().end()).isEqualTo("restored-beside-unused");
    // What was held for the recovery is given back.
    assertThat(world.done).containsSubsequence("hold", "free");
  }

  /** Directories are exchanged on the node's own host, which must be there and stay there. */
  @Test
  void a_node_whose_directory_is_exchanged_is_fenced_on_its_host_and_never_cut_off() {
    Isolate isolate = new Isolate(List.of("/off"), List.of("/is-off"), "");
    drill.start(
        PointInTimeRecovery.class,
        Plans.fencedBy(Plans.input("point-in-time-recovery", steps()), isolate, FenceMethod.NODE));
    choose("hold", "keep-serving");
    choose("choose", "switch");
    drill.waitFor("settle");

    assertThat(world.done).containsSubsequence("fence db1", "switch").doesNotContain("isolate db1");
  }

  @Test
  void what_is_discarded_leaves_the_node_as_it_was() {
    drill.start(PointInTimeRecovery.class, Plans.input("point-in-time-recovery", steps()));
    choose("hold", "read-only");
    choose("choose", "discard");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).containsSubsequence("hold", "restore", "free", "discard");
    assertThat(world.done).doesNotContain("switch", "fence db1", "fence db2");
  }

  @Test
  void a_table_that_could_not_be_compared_is_named_before_the_old_directory_is_given_up() {
    drill.beside().notCompared = new TreeMap<>(Map.of("public.harmed", "its file is gone"));
    switched();

    Need need = drill.waitFor("settle");
    assertThat(need.facts().keySet()).startsWith("not compared", "keep");
    assertThat(need.facts().get("not compared"))
        .isEqualTo("\"public.harmed\"; what they had is in the old directory alone");
    assertThat(viewOf("compare").sentence())
        .isEqualTo(
            "could not be compared: \"public.harmed\";"
                + " no row of any other table that is still there was written after the target");
    assertThat(viewOf("compare").evidence())
        .containsEntry("public.harmed", "not compared: its file is gone");
    assertThat(drill.describe().getMemo(MemoKeys.NOT_COMPARED, Map.class))
        .isEqualTo(Map.of("public.harmed", "its file is gone"));
  }

  @Test
  void what_was_compared_wholly_says_so_and_asks_without_a_warning() {
    switched();

    assertThat(drill.waitFor("settle").facts()).doesNotContainKey("not compared");
    assertThat(viewOf("compare").sentence())
        .isEqualTo("no row of a table that is still there was written after the target");
  }

  private StepState stateOf(String step) {
    return viewOf(step).state();
  }

  private StepView viewOf(String step) {
    return drill.steps().stream().filter(view -> view.id().equals(step)).findFirst().orElseThrow();
  }

  private void switched() {
    drill.start(PointInTimeRecovery.class, Plans.input("point-in-time-recovery", steps()));
    choose("hold", "keep-serving");
    choose("choose", "switch");
  }

  private void choose(String decision, String choice) {
    choose(drill.waitFor(decision), choice);
  }

  private void choose(Need need, String choice) {
    drill.control().choose(new Choosing(choice, "", drill.answer(need, "aya", "as drilled")));
  }

  private static List<Step> steps() {
    return List.of(
        new Aim(Plans.head("aim"), "main", "xid:812"),
        new HoldWrites(Plans.head("hold-writes"), "main", LONG),
        new Restore(Plans.head("restore"), "main"),
        new Preview(Plans.head("preview"), "main"),
        new Choose(Plans.head("choose"), "main", LONG),
        new Phase(
            Plans.head("switching", OnFailure.WAIT, When.CHOSEN_SWITCH),
            null,
            List.of(
                new Open(Plans.head("open"), "main"),
                new Fence(Plans.head("fence"), "main"),
                new Switch(Plans.head("switch"), "main"),
                new Compare(Plans.head("compare"), "main"),
                new Settle(Plans.head("settle"), "main", LONG),
                new Reprotect(Plans.head("reprotect", OnFailure.WAIT, When.KEPT), "main"))),
        new Discard(Plans.head("discard", OnFailure.WAIT, When.CHOSEN_DISCARD), "main"));
  }
}
