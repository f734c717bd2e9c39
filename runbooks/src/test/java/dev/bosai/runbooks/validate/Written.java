package dev.bosai.runbooks.validate;

import dev.bosai.runbooks.parse.RunbookParser;
import dev.bosai.runbooks.problem.Problem;
import dev.bosai.runbooks.system.SystemFile;
import java.util.List;

/** Runbooks written in one line. */
final class Written {
  private static final String HEAD =
      """
      runbook: own
      title: Own
      level: L2
      objectives: {rto: 1h, rpo: 0s}
      steps:
      """;

  private Written() {}

  /** Returns the problems of steps that stand apart by ";". */
  static List<Problem> problems(String steps, SystemFile system) {
    StringBuilder yaml = new StringBuilder(HEAD);
    for (String step : steps.split(" ; ", -1)) {
      yaml.append("  - ").append(step).append("\n");
    }
    return Validator.validate("own.yaml", RunbookParser.parse("own.yaml", yaml.toString()), system);
  }
}
