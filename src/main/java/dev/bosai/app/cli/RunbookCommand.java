package dev.bosai.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with a runbook without a system being touched. */
@Command(
    name = "runbook",
    description = "Checks, shows, draws and prints runbooks; touches nothing.",
    footer = {
      "",
      "Examples:",
      "  bosai runbook validate my-runbook.yaml --system ./bosai.yaml",
      "  bosai runbook print replica-promotion --system shop > checklist.md"
    })
final class RunbookCommand implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine with(Surroundings surroundings) {
    return new CommandLine(new RunbookCommand())
        .addSubcommand(new RunbookValidateCommand(surroundings))
        .addSubcommand(new RunbookShowCommand(surroundings))
        .addSubcommand(new RunbookGraphCommand(surroundings))
        .addSubcommand(new RunbookPrintCommand(surroundings));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "missing command: validate, show, graph or print");
  }
}
