package dev.bosai.runbooks;

import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.InvalidInput;
import dev.bosai.runbooks.problem.Problem;
import dev.bosai.runbooks.step.Step;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.validate.Validator;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes the plan of one start out of a runbook, a system and inputs. */
public final class PlanResolver {
  private PlanResolver() {}

  /**
   * Fills the inputs in and checks the result again, since only now is it known which databases the
   * steps are about.
   *
   * <p>What has nothing to work with in this system is left out, so that a plan never promises it:
   * {@code notify} steps where there is no channel at all, since telling people never holds a
   * recovery up, and steps under {@code has-backups} of a database that has none.
   *
   * @param inputs given by the starter, by name
   * @param now what lies after it is no target
   * @throws InvalidInput with every problem of the inputs
   * @throws InvalidFile with every problem of the runbook for this system
   */
  public static Plan resolve(
      Runbook runbook, SystemFile system, Map<String, String> inputs, Instant now) {
    return resolve(runbook.name(), runbook, system, new Given(inputs, now));
  }

  /**
   * What the starter gave.
   *
   * @param inputs by name
   * @param now when; what lies after it is no target
   */
  public record Given(Map<String, String> inputs, Instant now) {}

  /**
   * Does the same for a runbook that stands in a file of its own.
   *
   * @param fileName where it stands, for messages
   */
  public static Plan resolve(String fileName, Runbook runbook, SystemFile system, Given given) {
    Map<String, String> values = InputValues.of(runbook, system, given.inputs(), given.now());
    Runbook filled = fill(runbook, system, values);
    List<Problem> problems = Validator.validate(fileName, runbook, filled, system);
    if (!problems.isEmpty()) {
      throw new InvalidFile(problems);
    }
    return new Plan(filled, system, values);
  }

  private static Runbook fill(Runbook runbook, SystemFile system, Map<String, String> values) {
    InputFill fill = new InputFill(values, system);
    List<Step> steps = runbook.steps().stream().map(fill::step).toList();
    return new Runbook(
        runbook.name(),
        Placeholders.fillInputs(runbook.title(), values),
        runbook.level(),
        runbook.objectives(),
        runbook.inputs(),
        new Usable(system).of(steps));
  }
}
