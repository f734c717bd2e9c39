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
import java.time.Duration;
import java.util.List;

/** The steps that take a mistake back, as most drills carry them out. */
final class Mended {
  private static final Duration LONG = Duration.ofMinutes(10);

  private Mended() {}

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
