package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.Token;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The old primary's site is gone; programs on another site can cut the node off. */
final class IsolatedTest {
  private static final Isolate FROM_CANDIDATE =
      new Isolate(List.of("/off"), List.of("/is-off"), "");

  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world, "tokyo");

  @Test
  void the_next_method_proves_it_and_the_standby_is_promoted() {
    drill.start(
        ReplicaPromotion.class,
        Plans.fencedBy(Plans.promotion(), FenceMethod.NODE, FROM_CANDIDATE));

    Need need = drill.waitFor("repair");

    assertThat(world.done).containsSubsequence("isolate db1", "promote db2", "route db2");
    assertThat(world.done).doesNotContain("fence db1", "preserve db1");
    assertThat(drill.step(3).state()).isEqualTo(StepState.DONE);
    assertThat(drill.step(3).sentence())
        .isEqualTo("\"db1\" cannot write: isolated, which \"/is-off\" read back");
    assertThat(drill.step(3).evidence())
        .containsEntry("proof", "Isolated")
        .containsEntry("shown", "\"/is-off\" said \"isolated\"")
        .containsEntry(
            "tried 1",
            "method \"node\": on the host of \"db1\", by a worker of site \"tokyo\": it took"
                + " nothing up within 8 s");
    assertThat(drill.header().restoredAt()).isNotNull();
    assertThat(need.step()).isEqualTo("preserve");
    assertThat(need.choices()).containsExactly("retry", "abort");
    assertThat(need.text())
        .contains(
            "what \"db1\" wrote last is on its own host, which is cut off: no worker of site"
                + " \"tokyo\" answers; the new primary serves, without a standby",
            "bosai worker --site tokyo");
  }

  @Test
  void a_host_that_comes_back_is_fenced_before_its_writes_are_kept() {
    drill.start(ReplicaPromotion.class, Plans.fencedBy(Plans.promotion(), FROM_CANDIDATE));
    Need need = drill.waitFor("repair");

    drill.comesBack("tokyo");
    drill.control().retry(drill.answer(need, "aya", "power is back"));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(world.done)
        .containsSubsequence("isolate db1", "promote db2", "fence db1", "preserve db1");
  }

  @Test
  void an_abort_of_that_wait_says_that_there_is_no_standby() {
    drill.start(ReplicaPromotion.class, Plans.fencedBy(Plans.promotion(), FROM_CANDIDATE));
    drill.waitFor("repair");

    drill.control().abort(new Answer("", "", "aya", "the site burnt down", ""));

    assertThatThrownBy(drill::result).isNotNull();
    assertThat(drill.header().end()).isEqualTo("restored-exposed");
  }

  @Test
  void a_program_that_changes_nothing_proves_nothing_and_people_see_what_was_tried() {
    world.cut.works = false;
    drill.start(
        ReplicaPromotion.class,
        Plans.fencedBy(Plans.promotion(), FROM_CANDIDATE, FenceMethod.NODE));

    Need need = drill.waitFor("repair");

    assertThat(need.step()).isEqualTo("fence");
    assertThat(need.choices()).containsExactly("retry", "abort");
    assertThat(need.facts().keySet()).containsExactly("step", "failure", "tried 1", "tried 2");
    assertThat(need.facts().get("tried 1"))
        .isEqualTo(
            "method \"isolate\": \"/off\" and \"/is-off\", by a worker of site \"us-west\":"
                + " \"db1\" is not proven isolated: \"/is-off\" said \"on\"");
    assertThat(need.text())
        .contains("no proof that \"db1\" cannot write: method \"isolate\"", "; method \"node\"");
    assertThat(world.done).containsOnlyOnce("isolate db1").doesNotContain("promote db2");

    world.cut.works = true;
    drill.control().retry(drill.answer(need, "aya", "the switch is mended"));
    drill.waitFor("repair", open -> open.step().equals("preserve"));
    assertThat(drill.step(3).evidence())
        .containsEntry("proof", "Isolated")
        .doesNotContainKey("tried 1");
  }

  @Test
  void a_proof_that_holds_no_more_when_it_is_used_promotes_nothing() {
    world.broken.add("promote db2");
    drill.start(ReplicaPromotion.class, Plans.fencedBy(Plans.promotion(), FROM_CANDIDATE));
    Need need = drill.waitFor("repair");
    world.broken.clear();
    world.cut.isOff = false;

    drill.control().retry(drill.answer(need, "aya", "again"));

    Need refused = drill.waitFor("repair", open -> open.text().contains("holds no more"));
    assertThat(refused.step()).isEqualTo("promote");
    assertThat(world.done).doesNotContain("promote db2");
  }

  @Test
  void whoever_finds_a_newer_run_at_work_cuts_nothing_off() {
    drill.comesBack("tokyo");
    world.lossMs = 45_000;
    drill.start(
        ReplicaPromotion.class,
        Plans.fencedBy(Plans.promotion(), FenceMethod.NODE, FROM_CANDIDATE));
    Need approve = drill.waitFor("approve");
    world.tokens.newest = new Token(99, 1, 1);

    drill.control().approve(drill.answer(approve, "aya", "go"));

    Need need = drill.waitFor("repair");
    assertThat(need.text()).contains("step \"fence\" failed: stale");
    assertThat(need.facts().keySet()).containsExactly("step", "failure", "tried 1");
    assertThat(world.done).doesNotContain("isolate db1");
  }

  @Test
  void whoever_aborts_while_one_method_is_tried_wants_no_other_begun() {
    drill.comesBack("tokyo");
    world.fenceGoesSilent = true;
    drill.start(
        ReplicaPromotion.class,
        Plans.fencedBy(Plans.promotion(), FenceMethod.NODE, FROM_CANDIDATE));
    drill.waitUntilDone("fence goes silent");

    drill.control().abort(new Answer("", "", "aya", "the primary is back", ""));

    assertThatThrownBy(drill::result).isNotNull();
    assertThat(drill.header().end()).isEqualTo("unchanged");
    assertThat(world.done).doesNotContain("isolate db1");
  }

  @Test
  void only_the_one_possible_primary_speaks_for_its_timeline() {
    Assessment found = assessment(List.of("db3"));

    assertThat(found.timelineOfOnly(3)).isEqualTo(2);
    assertThat(found.timelineOfOnly(4)).isZero();
    assertThat(assessment(List.of()).timelineOfOnly(2)).isEqualTo(2);
    assertThat(assessment(List.of()).timelineOfOnly(3)).isZero();
  }

  private static Assessment assessment(List<String> followers) {
    return new Assessment(
        "db1",
        "db2",
        NodeFacts.silent("db2", ""),
        false,
        followers,
        2,
        1,
        null,
        "unknown",
        true,
        null);
  }

  @Test
  void an_abort_reads_back_whether_the_node_was_cut_off() {
    world.cut.works = false;
    drill.start(ReplicaPromotion.class, Plans.fencedBy(Plans.promotion(), FROM_CANDIDATE));
    drill.waitFor("repair");
    world.cut.isOff = true;

    drill.control().abort(new Answer("", "", "aya", "we wait for the site", ""));

    assertThatThrownBy(drill::result).isNotNull();
    assertThat(drill.header().end()).isEqualTo("fenced");
  }

  @Test
  void an_abort_of_a_cut_that_failed_asks_the_host_as_well() {
    world.cut.works = false;
    drill.start(ReplicaPromotion.class, Plans.fencedBy(Plans.promotion(), FROM_CANDIDATE));
    drill.waitFor("repair");

    drill.control().abort(new Answer("", "", "aya", "we wait for the site", ""));

    Need need = drill.waitFor("repair", open -> open.text().contains("end of an abort"));
    assertThat(need.text()).contains("a worker of site \"tokyo\" on the host of \"db1\"");
  }
}
