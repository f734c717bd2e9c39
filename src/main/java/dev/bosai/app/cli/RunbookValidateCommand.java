package dev.bosai.app.cli;

import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.Problem;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.validate.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks files and tells every problem of all of them at once. */
@Command(
    name = "validate",
    description = "Checks runbooks: their form, and with a system whether they are safe for it.",
    footer = {
      "",
      "Examples:",
      "  bosai runbook validate my-runbook.yaml other.yaml",
      "  bosai runbook validate replica-promotion --system shop"
    })
final class RunbookValidateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUNBOOK",
      description = "Files, or names of shipped runbooks.")
  private List<String> runbooks = new ArrayList<>();

  @Option(
      names = "--system",
      paramLabel = "SYSTEM",
      description = "Also check whether they are safe for this system.")
  private @Nullable String system;

  @Mixin private JsonOption json;

  RunbookValidateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    SystemFile file = system == null ? null : new Systems(surroundings).read(system);
    List<Problem> problems = new ArrayList<>();
    for (String runbook : runbooks) {
      problems.addAll(problems(runbook, file));
    }
    if (!problems.isEmpty()) {
      throw new InvalidFile(problems);
    }
    tell(file == null ? null : file.system());
    return 0;
  }

  private void tell(@Nullable String valid) {
    Output output = new Output(spec);
    if (json.asked()) {
      output.json(new Valid(runbooks, valid));
      return;
    }
    runbooks.forEach(
        runbook -> output.line(runbook + ": valid" + (valid == null ? "" : " for " + valid)));
  }

  /**
   * What a script reads when there is nothing wrong.
   *
   * @param valid the runbooks, as they were named
   * @param system they are safe for; null if none was given
   */
  private record Valid(List<String> valid, @Nullable String system) {}

  private List<Problem> problems(String name, @Nullable SystemFile file) {
    try {
      Runbook runbook = new RunbookFiles(surroundings).read(name);
      return file == null ? List.of() : Validator.validate(name, runbook, file);
    } catch (InvalidFile invalid) {
      return invalid.problems();
    }
  }
}
