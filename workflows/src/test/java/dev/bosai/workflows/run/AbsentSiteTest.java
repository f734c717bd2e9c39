package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.workflows.Answer;
import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No worker of the old primary's site is there, so nobody can prove that it cannot write. */
final class AbsentSiteTest {
  private final World world = new World();
  private Drill drill;

  @BeforeEach
  void a_run_that_cannot_fence() {
    drill = new Drill(world, "tokyo");
    drill.start(ReplicaPromotion.class, Plans.promotion());
  }

  @AfterEach
  void the_server_ends() {
    drill.close();
  }

  @Test
  void a_fence_that_nobody_took_up_names_node_and_site_and_what_to_start() {
    Need need = drill.waitFor("repair");

    assertThat(need.text())
        .isEqualTo(
            "step \"fence\" failed: no proof that \"db1\" cannot write: no worker of site"
                + " \"tokyo\" took up \"Fence\" within 10 s\n"
                + "  HINT: start a worker of site \"tokyo\" on the host of \"db1\""
                + " (bosai worker --site tokyo), then retry or abort; both ask that host");
    assertThat(need.choices()).containsExactly("retry", "abort");
    assertThat(world.done).doesNotContain("fence db1", "promote db2");
  }

  @Test
  void what_was_tried_is_one_of_the_facts() {
    Need need = drill.waitFor("repair");

    assertThat(need.facts().keySet()).containsExactly("step", "failure", "tried");
    assertThat(need.facts().get("tried"))
        .isEqualTo("method \"node\": on the host of \"db1\", by a worker of site \"tokyo\"");
  }

  @Test
  void a_worker_that_comes_back_fences_at_the_next_try() {
    Need need = drill.waitFor("repair");

    drill.comesBack("tokyo");
    drill.control().retry(drill.answer(need, "aya", "power is back"));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(3).state()).isEqualTo(StepState.DONE);
    assertThat(drill.step(3).attempts()).isEqualTo(2);
    assertThat(world.done).containsSubsequence("fence db1", "promote db2");
  }

  @Test
  void an_abort_that_cannot_read_the_fence_names_the_host_it_needs() {
    drill.waitFor("repair");
    drill.control().abort(new Answer("", "", "aya", "we wait for the site", ""));

    Need need = drill.waitFor("repair", open -> open.text().contains("end of an abort"));

    assertThat(need.text())
        .contains(
            "whether \"db1\" was fenced", "a worker of site \"tokyo\" on the host of \"db1\"");
    drill.comesBack("tokyo");
    drill.control().retry(drill.answer(need, "aya", "power is back"));
    assertThatThrownBy(drill::result).isNotNull();
    assertThat(drill.header().end()).isEqualTo("unchanged");
  }
}
