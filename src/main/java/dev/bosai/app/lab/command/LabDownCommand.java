package dev.bosai.app.lab.command;

import dev.bosai.app.lab.LabDown;
import dev.bosai.app.lab.LabHome;
import java.io.PrintWriter;
import java.nio.file.Files;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes the lab down. */
@Command(
    name = "down",
    description = "Stops everything of the lab and removes its data; reports stay.",
    mixinStandardHelpOptions = true)
final class LabDownCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    LabHome home = LabHome.ofThisProcess();
    new LabDown(home).down();
    PrintWriter out = spec.commandLine().getOut();
    out.println("the lab is down");
    if (Files.isDirectory(home.reports())) {
      out.println("reports stay in " + home.reports());
    }
    out.flush();
  }
}
