package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.PlanResolver;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.parse.Scalars;
import dev.bosai.runbooks.system.SystemFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a command names what would be carried out. */
final class PlanOptions {
  @Parameters(
      index = "0",
      paramLabel = "RUNBOOK",
      description = "Name of a shipped runbook, or a file.")
  private String runbook;

  @Mixin private SystemOption system;

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      description = "An input of the runbook; repeatable.")
  private List<String> inputs = List.of();

  String runbook() {
    return runbook;
  }

  @Nullable String system() {
    return system.name();
  }

  /** Reads and resolves everything; whatever is wrong with it is thrown at once. */
  Plan plan(Surroundings surroundings) {
    SystemFile file = system.read(new Systems(surroundings));
    Runbook read = new RunbookFiles(surroundings).read(runbook);
    PlanResolver.Given given = new PlanResolver.Given(inputs(), surroundings.clock().instant());
    return PlanResolver.resolve(runbook, read, file, given);
  }

  /** Returns the inputs by name; of two values for one, neither can be the one that was meant. */
  private Map<String, String> inputs() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String input : inputs) {
      int sign = input.indexOf('=');
      if (sign < 1) {
        throw new Fault(
            Blame.USAGE,
            "\"" + Scalars.shortened(input) + "\" is no input, expected NAME=VALUE",
            "write it like --input database=main");
      }
      String name = input.substring(0, sign);
      if (values.putIfAbsent(name, input.substring(sign + 1)) != null) {
        throw new Fault(
            Blame.USAGE,
            "input \"" + Scalars.shortened(name) + "\" is given twice",
            "give it once");
      }
    }
    return values;
  }
}
