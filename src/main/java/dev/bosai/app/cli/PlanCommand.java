package dev.bosai.app.cli;

import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.PlanDigest;
import dev.bosai.runbooks.describe.TerminalPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what a start would carry out; needs nothing but the files. */
@Command(
    name = "plan",
    description = "Shows what a start would do, step by step, and how each step may end.",
    footer = {
      "",
      "Examples:",
      "  bosai plan replica-promotion --system shop",
      "  bosai plan my-runbook.yaml --system ./bosai.yaml --input database=main"
    })
final class PlanCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private PlanOptions options;

  @Option(
      names = "--json",
      description = "Print the resolved plan and its SHA-256 as one line of JSON.")
  private boolean json;

  PlanCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What a script reads. */
  record Document(String planSha256, Plan plan) {}

  @Override
  public Integer call() {
    Plan plan = options.plan(surroundings);
    Output output = new Output(spec);
    if (json) {
      output.json(new Document(PlanDigest.sha256(plan), plan));
    } else {
      output.line(TerminalPlan.of(plan));
    }
    return 0;
  }
}
