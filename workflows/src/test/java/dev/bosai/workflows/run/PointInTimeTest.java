package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.PointInTimeRecovery;
import dev.bosai.workflows.view.MemoKeys;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunIds;
import dev.bosai.workflows.view.RunState;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A mistake was made on db1, which serves; db2 follows it. */
class PointInTimeTest {
  private final World world = Mended.world();
  @AutoClose private final Drill drill = new Drill(world);
  private final Mended mended = new Mended(drill);

  @Test
  void what_is_kept_brings_redundancy_back_over_what_the_standby_had() {
    mended.switched();
    mended.choose("settle", "keep");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done)
        .containsSubsequence("restore", "open", "fence db1", "fence db2", "switch", "route db1")
        .containsSubsequence("discard the old directory", "preserve db2");
    assertThat(drill.resultOf(RunIds.reprotect("shop", "main")).state()).isEqualTo(RunState.DONE);
    assertThat(world.done).contains("rejoin db2");
  }

  @Test
  void while_nobody_wrote_an_undo_holds_writes_goes_back_and_starts_the_standby() {
    mended.switched();
    mended.choose("settle", "undo");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done)
        .containsSubsequence("switch", "hold", "fence db1", "undo", "lift fence db2", "route db1");
    assertThat(world.done).doesNotContain("discard the old directory", "preserve db2", "free");
    assertThat(drill.header().end()).isEqualTo("done");
  }

  @Test
  void an_abort_does_not_wait_for_a_restore_that_takes_hours() {
    drill.beside().restoreHangs = true;
    mended.start();
    mended.choose("hold", "read-only");
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
        Plans.fencedBy(
            Plans.input("point-in-time-recovery", Mended.steps()), isolate, FenceMethod.NODE));
    mended.choose("hold", "keep-serving");
    Need choose = drill.waitFor("choose");
    assertThat(choose.facts().get("and since then"))
        .matches("about [1-9][0-9]* transactions more each minute");
    mended.choose(choose, "switch");
    drill.waitFor("settle");

    assertThat(world.done).containsSubsequence("fence db1", "switch").doesNotContain("isolate db1");
  }

  @Test
  void what_is_discarded_leaves_the_node_as_it_was() {
    mended.start();
    mended.choose("hold", "read-only");
    Need choose = drill.waitFor("choose");
    assertThat(choose.facts()).containsEntry("and since then", "nothing more: writes are held");
    mended.choose(choose, "discard");

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).containsSubsequence("hold", "restore", "free", "discard");
    assertThat(world.done).doesNotContain("switch", "fence db1", "fence db2");
  }

  @Test
  void a_table_that_could_not_be_compared_is_named_before_the_old_directory_is_given_up() {
    drill.beside().notCompared = new TreeMap<>(Map.of("public.harmed", "its file is gone"));
    mended.switched();

    Need need = drill.waitFor("settle");
    assertThat(need.facts().keySet()).startsWith("not compared", "keep");
    assertThat(need.facts().get("not compared"))
        .isEqualTo("\"public.harmed\"; what they had is in the old directory alone");
    assertThat(mended.step("compare").sentence())
        .isEqualTo(
            "could not be compared: \"public.harmed\";"
                + " no row of any other table that is still there was written after the target");
    assertThat(mended.step("compare").evidence())
        .containsEntry("public.harmed", "not compared: its file is gone");
    assertThat(drill.describe().getMemo(MemoKeys.NOT_COMPARED, Map.class))
        .isEqualTo(Map.of("public.harmed", "its file is gone"));
  }

  @Test
  void what_was_compared_wholly_says_so_and_asks_without_a_warning() {
    mended.switched();

    assertThat(drill.waitFor("settle").facts()).doesNotContainKey("not compared");
    assertThat(mended.step("compare").sentence())
        .isEqualTo("no row of a table that is still there was written after the target");
  }

  @Test
  void where_no_switch_is_possible_people_hear_it_before_writes_are_held_and_none_is_offered() {
    String why = "data directory \"/data\" is a link: name the real directory in the system file";
    drill.beside().noSwitch = why;
    mended.start();
    Need hold = drill.waitFor("hold");
    assertThat(hold.facts()).containsEntry("a switch", "is not possible: " + why);
    mended.choose(hold, "keep-serving");
    Need need = drill.waitFor("choose");

    assertThat(need.choices()).containsExactly("extract", "discard", "abort");
    assertThat(need.text()).endsWith("A switch is not possible: " + why);
    assertThat(need.facts()).containsEntry("a switch", "is not possible: " + why);
    assertThatThrownBy(() -> mended.choose(need, "switch")).hasStackTraceContaining("\"switch\"");
    mended.choose(need, "discard");
    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done).doesNotContain("hold", "open", "fence db1", "switch");
  }
}
