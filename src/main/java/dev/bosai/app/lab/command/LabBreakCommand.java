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
      description =
          "kill-primary: every process of it, at once; hang-primary: they stand still; cut-site: nothing"
              + " crosses the border of its site any more, in silence (\"bosai lab mend\" ends that).")
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
        switch (fault) {
          case KILL_PRIMARY -> faults.killPrimary();
          case HANG_PRIMARY -> faults.hangPrimary(scope);
          case CUT_SITE -> faults.cutSite();
        };
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? new Json().line(done) : text(done));
    out.flush();
  }

  private static String text(LabFault.Done done) {
    String processes = done.pids().isEmpty() ? "" : ", %d processes".formatted(done.pids().size());
    return "%s: %s at %s%s".formatted(done.fault(), done.node(), done.at(), processes);
  }
}
