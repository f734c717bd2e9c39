package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A failure or a silence must never carry a run past a step that the safety of the data stands on.
 */
final class FailureRules {
  private static final Set<String> FAILURE_STOPS =
      words(
          EnumSet.of(
              StepKind.ASSESS,
              StepKind.ASSESS_MOVE,
              StepKind.DRAIN,
              StepKind.DEMOTE,
              StepKind.FENCE,
              StepKind.PROMOTE,
              StepKind.REPOINT,
              StepKind.VERIFY,
              StepKind.PRESERVE,
              StepKind.REJOIN,
              StepKind.AIM,
              StepKind.RESTORE,
              StepKind.PREVIEW,
              StepKind.CHOOSE,
              StepKind.OPEN,
              StepKind.SWITCH,
              StepKind.COMPARE,
              StepKind.SETTLE,
              StepKind.EXTRACT));

  private static final Set<String> SILENCE_STOPS =
      words(
          EnumSet.of(
              StepKind.FENCE,
              StepKind.DEMOTE,
              StepKind.PROMOTE,
              StepKind.PRESERVE,
              StepKind.REJOIN,
              StepKind.SWITCH));

  private final Report report;

  FailureRules(Report report) {
    this.report = report;
  }

  void check(List<Step> steps) {
    boolean dangerous = Steps.all(steps).anyMatch(step -> SILENCE_STOPS.contains(step.kind()));
    Steps.all(steps).forEach(step -> check(step, dangerous));
  }

  private void check(Step step, boolean dangerous) {
    if (step.head().onFailure() == OnFailure.CONTINUE && FAILURE_STOPS.contains(step.kind())) {
      report.problem(
          step,
          "\"on-failure: continue\" is refused for \""
              + step.kind()
              + "\": what follows relies on"
              + " it",
          "use \"wait\", so that a person decides, or \"abort\"");
    }
    if (dangerous && step instanceof Approve ask && ask.otherwise() == Otherwise.CONTINUE) {
      report.problem(
          step,
          "\"otherwise: continue\" is refused in a runbook that fences, promotes, switches or rejoins:"
              + " silence is no consent",
          "use \"hold\", which hands the question to the next tier, or \"abort\"");
    }
  }

  private static Set<String> words(Set<StepKind> kinds) {
    return kinds.stream().map(StepKind::word).collect(Collectors.toUnmodifiableSet());
  }
}
