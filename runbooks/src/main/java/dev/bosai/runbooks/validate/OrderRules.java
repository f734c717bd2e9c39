package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.step.Parallel;
import dev.bosai.runbooks.step.Phase;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.step.StepKind;
import dev.bosai.runbooks.step.When;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must surely have been done to a database before a step may touch it. A step under a
 * condition may not have been done, and steps of one parallel group are not before each other, so
 * neither counts.
 */
final class OrderRules {
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
    Set<Done> done = before;
    for (Step step : steps) {
      done = sure(step, done, one(step, done));
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
    Steps.database(step).ifPresent(database -> did(StepKind.of(step), database, after));
    return after;
  }

  private static void did(StepKind kind, String database, Set<Done> done) {
    done.add(new Done(kind, database));
    Spent.by(kind).forEach(spent -> done.remove(new Done(spent, database)));
  }

  private Set<Done> atOnce(List<Step> steps, Set<Done> before) {
    List<Set<Done>> ends =
        steps.stream().map(step -> sure(step, before, one(step, before))).toList();
    Set<Done> done = new HashSet<>();
    ends.forEach(done::addAll);
    ends.forEach(end -> done.removeIf(known -> before.contains(known) && !end.contains(known)));
    return done;
  }

  /**
   * Returns what is sure after a step that may be passed over: nothing more than before, and less
   * where it may have spent something. Of several branches only one is taken, so what one spends of
   * a restore another one still has.
   */
  private static Set<Done> sure(Step step, Set<Done> before, Set<Done> after) {
    if (step.head().when() == When.ALWAYS) {
      return after;
    }
    boolean branch = When.BRANCHES.contains(step.head().when());
    Set<Done> sure = new HashSet<>(before);
    sure.removeIf(done -> !after.contains(done) && (!branch || done.kind() == StepKind.FENCE));
    return sure;
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
    return need.anyOf().stream().anyMatch(kind -> before.contains(new Done(kind, database)));
  }

  /** A step of this kind has surely been done to the database, and nothing has undone it. */
  private record Done(StepKind kind, String database) {}
}
