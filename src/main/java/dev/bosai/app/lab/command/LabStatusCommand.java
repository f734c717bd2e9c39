package dev.bosai.app.lab.command;

import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabHome;
import dev.bosai.app.lab.LabStatus;
import dev.bosai.app.report.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the lab is now. */
@Command(
    name = "status",
    description = "Shows the lab's servers, workers and addresses.",
    mixinStandardHelpOptions = true)
final class LabStatusCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one line of JSON; docs/json.md describes it.")
  private boolean json;

  @Override
  public void run() {
    LabStatus status = LabStatus.of(Lab.open(LabHome.ofThisProcess()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new Json().line(status));
    } else {
      LabStatusText.lines(status).forEach(out::println);
    }
    out.flush();
  }
}
