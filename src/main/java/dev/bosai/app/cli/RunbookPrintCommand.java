package dev.bosai.app.cli;

import dev.bosai.runbooks.describe.MarkdownChecklist;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the way that is left when nothing else works: it needs the files alone. */
@Command(
    name = "print",
    description =
        "Prints a checklist for one system that can be followed by hand; needs no Temporal.",
    footer = {
      "",
      "Print it while all is well, and keep it where an outage cannot reach it.",
      "",
      "Examples:",
      "  bosai runbook print replica-promotion --system shop > checklist.md"
    })
final class RunbookPrintCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private PlanOptions options;

  RunbookPrintCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    new Output(spec).line(MarkdownChecklist.of(options.plan(surroundings)));
    return 0;
  }
}
