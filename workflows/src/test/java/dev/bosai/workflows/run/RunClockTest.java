package dev.bosai.workflows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.runbooks.step.Assess;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.Step;
import dev.bosai.workflows.CustomRunbook;
import dev.bosai.workflows.ReplicaPromotion;
import dev.bosai.workflows.view.ClockView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Since when the clock runs, and what people are told of it; the objective is one hour. */
final class RunClockTest {
  private static final Step LOOK = new Assess(Plans.head("look"), "main");

  private final World world = new World();
  @AutoClose private final Drill drill = new Drill(world);

  @Test
  void what_the_starter_said_stands_against_the_probe() {
    Instant given = ago(Duration.ofMinutes(2));
    drill.start(ReplicaPromotion.class, Plans.promotion(given));
    drill.result();

    ClockView clock = drill.header().clock();
    assertThat(clock.startedFrom()).isEqualTo("given");
    assertThat(clock.startedAt()).isEqualTo(given);
  }

  @Test
  void the_loss_is_measured_against_the_probe_whoever_set_the_clock() {
    drill.start(ReplicaPromotion.class, Plans.promotion(ago(Duration.ofMinutes(2))));
    drill.result();

    assertThat(world.acknowledgedBeforeTheLoss).isEqualTo(World.LAST_ACKNOWLEDGED);
  }

  @Test
  void of_the_marks_that_passed_before_the_start_the_newest_is_told_at_once() {
    List<Step> steps = List.of(new Manual(Plans.head("tick"), "tick it"));
    drill.start(CustomRunbook.class, Plans.input("late", steps, ago(Duration.ofMinutes(50))));
    drill.control().approve(drill.answer(drill.waitFor("manual"), "aya", ""));
    drill.result();

    assertThat(world.done).containsExactly("tell rto-80");
    assertThat(world.told.get(0).text())
        .isEqualTo("shop@r1: 80 % of the RTO is used and the service is not restored");
  }

  @Test
  void a_start_within_half_of_the_objective_tells_no_mark() {
    List<Step> steps = List.of(new Manual(Plans.head("tick"), "tick it"));
    drill.start(CustomRunbook.class, Plans.input("early", steps, ago(Duration.ofMinutes(20))));
    drill.control().approve(drill.answer(drill.waitFor("manual"), "aya", ""));
    drill.result();

    assertThat(world.done).isEmpty();
  }

  @Test
  void without_the_probes_answer_the_start_of_the_run_is_assumed() {
    world.broken.add("probe");
    drill.start(CustomRunbook.class, Plans.input("look", List.of(LOOK)));
    drill.result();

    assertThatTheStartIsAssumed();
    assertThat(drill.step(0).evidence())
        .containsEntry("probe", "probe is broken\n  HINT: mend it, then retry");
  }

  @Test
  void a_probe_whose_writes_do_not_fail_cannot_say_when_the_incident_began() {
    world.writesFail = false;
    drill.start(CustomRunbook.class, Plans.input("look", List.of(LOOK)));
    drill.result();

    assertThatTheStartIsAssumed();
  }

  private void assertThatTheStartIsAssumed() {
    ClockView clock = drill.header().clock();
    assertThat(clock.startedFrom()).isEqualTo("assumed");
    assertThat(clock.startedAt()).isEqualTo(drill.header().startedAt());
  }

  private static Instant ago(Duration span) {
    return Instant.now().minus(span).truncatedTo(ChronoUnit.MILLIS);
  }
}
