package dev.bosai.app.lab.command;

import dev.bosai.app.lab.Lab;
import dev.bosai.app.lab.LabFault;
import dev.bosai.app.lab.LabHome;
import java.io.PrintWriter;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Mends what can be mended without a recovery. */
@Command(
    name = "mend",
    description = "Mends the lines that \"bosai lab break cut-site\" cut.",
    mixinStandardHelpOptions = true)
final class LabMendCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    new LabFault(Lab.open(LabHome.ofThisProcess()), Clock.systemUTC()).mendSite();
    PrintWriter out = spec.commandLine().getOut();
    out.println("every line between the sites carries again");
    out.flush();
  }
}
