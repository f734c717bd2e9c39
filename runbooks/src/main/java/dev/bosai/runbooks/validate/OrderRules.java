package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.When;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must surely have been done to a database before a step may touch it. A step under a
 * condition may not have been done, and steps of one parallel group are not before each other, so
 * neither counts.
 */
final class OrderRules {
  private static final Set<StepKind> USES_FENCE = EnumSet.of(StepKind.PROMOTE, StepKind.SWITCH);

  private final boolean isReprotect;
  private final Report report;

  /**
   * Makes the rules.
   *
   * @param runbook name; {@code reprotect} begins with what an earlier recovery preserved
   */
  OrderRules(String runbook, Report report) {
    this.isReprotect = runbook.equals(StepKind.REPROTECT.word());
    this.report = report;
  }

  void check(List<Step> steps) {
    inOrder(steps, Set.of());
  }

  private Set<Done> inOrder(List<Step> steps, Set<Done> before) {
    Set<Done> done = new HashSet<>(before);
    for (Step step : steps) {
      Set<Done> after = one(step, done);
      if (step.head().when() == When.ALWAYS) {
        done = new HashSet<>(after);
      } else {
        forgetUsedFences(step, done);
      }
    }
    return done;
  }

  private Set<Done> one(Step step, Set<Done> before) {
    if (step instanceof Phase phase) {
      return inOrder(phase.steps(), before);
    }
    if (step instanceof Parallel group) {
      return atOnce(group.steps(), before);
    }
    Needs.of(step, isReprotect).forEach(need -> require(step, need, before));
    Set<Done> after = new HashSet<>(before);
    Steps.database(step).ifPresent(database -> after.add(new Done(step.kind(), database)));
    forgetUsedFences(step, after);
    return after;
  }

  private Set<Done> atOnce(List<Step> steps, Set<Done> before) {
    Set<Done> done = new HashSet<>(before);
    for (Step step : steps) {
      Set<Done> after = one(step, before);
      if (step.head().when() == When.ALWAYS) {
        done.addAll(after);
      }
    }
    steps.forEach(step -> forgetUsedFences(step, done));
    return done;
  }

  /** A fence holds for one promotion or switch: afterwards there is another primary. */
  private static void forgetUsedFences(Step step, Set<Done> done) {
    Steps.all(List.of(step))
        .filter(inner -> USES_FENCE.contains(StepKind.of(inner)))
        .flatMap(inner -> Steps.database(inner).stream())
        .forEach(database -> done.remove(new Done(StepKind.FENCE.word(), database)));
  }

  private void require(Step step, Needs need, Set<Done> before) {
    String database = Steps.database(step).orElse("");
    if (database.isEmpty() || isMet(need, database, before)) {
      return;
    }
    report.problem(
        step,
        "\""
            + step.kind()
            + "\" of \""
            + database
            + "\" has no sure \""
            + need.earlier().word()
            + "\" of it before: "
            + need.reason(),
        "put \"- "
            + need.earlier().word()
            + ": {database: "
            + database
            + "}\" before it, outside"
            + " its parallel group and without \"when\"");
  }

  private static boolean isMet(Needs need, String database, Set<Done> before) {
    return need.anyOf().stream().anyMatch(kind -> before.contains(new Done(kind.word(), database)));
  }

  /**
   * A step of this kind has surely been done to the database.
   *
   * @param kind the word
   */
  private record Done(String kind, String database) {}
}
