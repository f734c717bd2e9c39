package dev.bosai.workflows.run;

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
import dev.bosai.workflows.Choosing;
import dev.bosai.workflows.PointInTimeRecovery;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.StepView;
import java.time.Duration;
import java.util.List;

/** A mistake was made on db1, which serves; db2 follows it. One run takes it back. */
record Mended(Drill drill) {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** A world in which nothing but the mistake is wrong. */
  static World world() {
    World world = new World();
    world.primaryAnswers = true;
    world.writesFail = false;
    return world;
  }

  void start() {
    drill.start(PointInTimeRecovery.class, Plans.input("point-in-time-recovery", steps()));
  }

  /** What was restored is to take the node's place, while clients go on. */
  void switched() {
    start();
    choose("hold", "keep-serving");
    choose("choose", "switch");
  }

  void choose(String decision, String choice) {
    choose(drill.waitFor(decision), choice);
  }

  void choose(Need need, String choice) {
    drill.control().choose(new Choosing(choice, "", drill.answer(need, "aya", "as drilled")));
  }

  StepView step(String id) {
    return drill.steps().stream().filter(view -> view.id().equals(id)).findFirst().orElseThrow();
  }

  static List<Step> steps() {
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
