package dev.bosai.app.lab.command;

import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabFault;
import dev.bosai.app.lab.LabHome;
import dev.bosai.app.report.Json;
import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks the lab. */
@Command(
    name = "break",
    description = "Breaks the lab as an outage would.",
    mixinStandardHelpOptions = true)
final class LabBreakCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FAULT",
      converter = FaultName.class,
      completionCandidates = FaultName.Candidates.class,
      description = "kill-primary: every process of it, at once; hang-primary: they stand still.")
  private FaultName.Known fault;

  @Option(
      names = "--scope",
      paramLabel = "postmaster|all",
      defaultValue = "all",
      description = "What hang-primary stops: the first process only, or all; default: all.")
  private LabFault.Scope scope = LabFault.Scope.ALL;

  @Option(names = "--json", description = "Print one line of JSON; docs/json.md describes it.")
  private boolean json;

  @Override
  public void run() {
    LabFault faults = new LabFault(Lab.open(LabHome.ofThisProcess()), Clock.systemUTC());
    LabFault.Done done =
        fault == FaultName.Known.KILL_PRIMARY ? faults.killPrimary() : faults.hangPrimary(scope);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? new Json().line(done) : text(done));
    out.flush();
  }

  private static String text(LabFault.Done done) {
    return "%s: %s at %s, %d processes"
        .formatted(done.fault(), done.node(), done.at(), done.pids().size());
  }
}
