package dev.bosai.app.cli;

import dev.bosai.runbooks.describe.MermaidGraph;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws a runbook. */
@Command(
    name = "graph",
    description = "Draws a runbook as a Mermaid graph.",
    footer = {"", "Examples:", "  bosai runbook graph replica-promotion > graph.mmd"})
final class RunbookGraphCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUNBOOK",
      description = "Name of a shipped runbook, or a file.")
  private String runbook;

  RunbookGraphCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    new Output(spec).line(MermaidGraph.of(new RunbookFiles(surroundings).read(runbook)));
    return 0;
  }
}
