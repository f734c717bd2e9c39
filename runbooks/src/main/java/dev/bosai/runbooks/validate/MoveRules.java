package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.step.Demote;
import dev.bosai.runbooks.step.Drain;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.When;
import java.util.List;

/** From a drain on clients wait, so nothing may stand between it and the demotion. */
final class MoveRules {
  private final Report report;

  MoveRules(Report report) {
    this.report = report;
  }

  void check(List<Step> steps) {
    for (int at = 0; at < steps.size(); at++) {
      Step step = steps.get(at);
      if (step instanceof Drain drain && !isDemote(steps.subList(at + 1, steps.size()), drain)) {
        report.problem(
            step,
            "\"drain\" is not followed by \"demote\" of the same database: clients would wait for"
                + " what stands between",
            "put \"- demote: {database: " + drain.database() + "}\" right after it");
      }
      check(Steps.inside(step));
    }
  }

  private static boolean isDemote(List<Step> rest, Drain drain) {
    return !rest.isEmpty()
        && rest.get(0) instanceof Demote demote
        && demote.head().when() == When.ALWAYS
        && demote.database().equals(drain.database());
  }
}
