package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.When;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A condition that waits for a person's answer must come after the question, and what only one
 * answer allows must wait for it.
 */
final class ConditionRules {
  private static final Set<StepKind> AFTER_KEEP = EnumSet.of(StepKind.REPROTECT, StepKind.REJOIN);

  private final Report report;
  private final Set<StepKind> asked = EnumSet.noneOf(StepKind.class);

  ConditionRules(Report report) {
    this.report = report;
  }

  void check(List<Step> steps) {
    check(steps, false);
  }

  private void check(List<Step> steps, boolean kept) {
    for (Step step : steps) {
      question(step.head().when()).ifPresent(question -> asked(step, question));
      boolean onlyKept = kept || step.head().when() == When.KEPT;
      if (AFTER_KEEP.contains(StepKind.of(step)) && asked.contains(StepKind.SETTLE) && !onlyKept) {
        undone(step);
      }
      check(Steps.inside(step), onlyKept);
      asked.add(StepKind.of(step));
    }
  }

  private static Optional<StepKind> question(When when) {
    return switch (when) {
      case CHOSEN_SWITCH, CHOSEN_EXTRACT, CHOSEN_DISCARD -> Optional.of(StepKind.CHOOSE);
      case KEPT, UNDONE -> Optional.of(StepKind.SETTLE);
      case ALWAYS, LOSS_ABOVE_ACCEPTED, LOSS_FOUND, OLD_PRIMARY_UNREACHABLE, HAS_BACKUPS ->
          Optional.empty();
    };
  }

  private void asked(Step step, StepKind question) {
    if (!asked.contains(question)) {
      report.problem(
          step,
          "\"when: "
              + step.head().when().word()
              + "\" never holds: no \""
              + question.word()
              + "\" before it asks",
          "put \"- " + question.word() + ": {...}\" before it, or use another condition");
    }
  }

  private void undone(Step step) {
    report.problem(
        step,
        "\""
            + step.kind()
            + "\" follows \"settle\" whatever is decided there: after \"undo\" the standbys"
            + " are as they were",
        "add \"when: kept\" to it");
  }
}
