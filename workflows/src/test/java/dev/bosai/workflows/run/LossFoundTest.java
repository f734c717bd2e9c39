package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.Fence;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.Measure;
import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Promote;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.When;
import dev.bosai.workflows.CustomRunbook;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A step under {@code when: loss-found} is for what was lost, and for what nobody can tell. */
final class LossFoundTest {
  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @Test
  void a_loss_that_was_found_is_brought_to_a_person() {
    start();

    drill.control().approve(drill.answer(drill.waitFor("manual"), "aya", "entered again"));

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(4).sentence()).isEqualTo("done by aya: entered again");
  }

  @Test
  void where_nothing_was_lost_nobody_is_asked() {
    world.anythingLost = false;
    start();

    assertThat(drill.result().state()).isEqualTo(RunState.DONE);
    assertThat(drill.step(4).state()).isEqualTo(StepState.NOT_NEEDED);
  }

  @Test
  void a_loss_that_could_only_be_estimated_counts_as_found() {
    world.broken.add("measure");
    start();

    assertThat(drill.waitFor("manual").step()).isEqualTo("mend");
    assertThat(drill.step(3).sentence()).startsWith("outage unknown; lost: ");
  }

  @Test
  void a_loss_that_was_not_measured_yet_counts_as_found() {
    drill.start(CustomRunbook.class, Plans.input("mend", List.of(mend())));

    assertThat(drill.waitFor("manual").step()).isEqualTo("mend");
  }

  private void start() {
    List<Step> steps =
        List.of(
            new Assess(Plans.head("assess"), "main"),
            new Fence(Plans.head("fence"), "main"),
            new Promote(Plans.head("promote"), "main"),
            new Measure(Plans.head("measure"), "main"),
            mend());
    drill.start(CustomRunbook.class, Plans.input("mend", steps));
  }

  private static Step mend() {
    return new Manual(
        Plans.head("mend", OnFailure.WAIT, When.LOSS_FOUND), "enter what was lost again");
  }
}
