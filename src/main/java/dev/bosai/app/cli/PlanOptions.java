package dev.bosai.app.cli;

import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.PlanResolver;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.system.SystemFile;
import java.util.LinkedHashMap;
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
  private Map<String, String> inputs = new LinkedHashMap<>();

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
    return PlanResolver.resolve(runbook, read, file, inputs);
  }
}
