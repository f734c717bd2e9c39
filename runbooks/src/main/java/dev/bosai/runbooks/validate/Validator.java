package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.InputFill;
import dev.bosai.runbooks.InputValues;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.parse.Problems;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.Place;
import dev.bosai.runbooks.problem.Problem;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;

/** Checks, without touching anything, whether a runbook is safe to run on a system. */
public final class Validator {
  private Validator() {}

  /**
   * Returns every problem, in file order; none if the runbook may run.
   *
   * @param fileName where the runbook stands, for messages
   */
  public static List<Problem> validate(String fileName, Runbook runbook, SystemFile system) {
    return validate(fileName, runbook, runbook, system);
  }

  /**
   * Returns every problem of a runbook whose inputs were filled in.
   *
   * @param written as its author wrote it: a placeholder in a value that a starter gave is no
   *     mistake in the file
   */
  public static List<Problem> validate(
      String fileName, Runbook written, Runbook runbook, SystemFile system) {
    Problems problems = new Problems();
    Report report = (step, message, hint) -> problems.add(place(fileName, step), message, hint);
    InputFill fill = new InputFill(InputValues.fallbacks(runbook, system), system);
    List<Step> steps = runbook.steps().stream().map(fill::step).toList();

    new WordRules(written, report).check();
    NameRules names = new NameRules(system, report);
    Steps.all(steps).forEach(names::check);
    new OrderRules(runbook.name(), report).check(steps);
    new MoveRules(report).check(steps);
    new ConditionRules(report).check(steps);
    new FailureRules(report).check(steps);
    return problems.inFileOrder();
  }

  /**
   * Does nothing if the runbook may run.
   *
   * @param fileName where the runbook stands, for messages
   * @throws InvalidFile with every problem
   */
  public static void check(String fileName, Runbook runbook, SystemFile system) {
    List<Problem> problems = validate(fileName, runbook, system);
    if (!problems.isEmpty()) {
      throw new InvalidFile(problems);
    }
  }

  private static Place place(String fileName, Step step) {
    return new Place(fileName, step.head().line(), step.head().column());
  }
}
