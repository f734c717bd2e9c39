package dev.bosai.app.demo;

import dev.bosai.app.cli.Surroundings;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.lab.LabHome;
import dev.bosai.app.lab.LabRequest;
import dev.bosai.app.lab.Replication;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bosai demo}. */
@Command(
    name = "demo",
    description = "Shows a recovery from beginning to end on this machine, and cleans up.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final long LAG_MS = 200;

  @Spec private CommandSpec spec;

  @Option(
      names = "--replication",
      paramLabel = "async|sync",
      defaultValue = "async",
      description = "Whether a commit waits for the other site (default ${DEFAULT-VALUE}).")
  private Replication replication = Replication.ASYNC;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      description = "The first of the lab's ports, " + LabRequest.BASE_PORT + " by default.")
  private @Nullable Integer basePort;

  @Option(names = "--yes", description = "Ask nothing, on a terminal neither.")
  private boolean yes;

  @Override
  public Integer call() {
    LabHome home = LabHome.ofThisProcess();
    refuseAnother(home);
    PrintWriter out = spec.commandLine().getOut();
    Surroundings surroundings = Surroundings.ofThisProcess();
    Ending ending = new Ending(home, out);
    Stage stage = new Stage(out, surroundings, surroundings.terminal() && !yes, ending);
    Demo demo = new Demo(home, System.getenv(), stage, new Bosai(surroundings, out, ending));
    try {
      int code = show(demo, stage, ending);
      ending.over();
      return code;
    } catch (RuntimeException failed) {
      throw ending.after(failed);
    }
  }

  private int show(Demo demo, Stage stage, Ending ending) {
    LabRequest request = new LabRequest(replication, LAG_MS, basePort, null, null);
    demo.announce(request);
    if (!stage.confirmed("Shall it begin?")) {
      stage.say("declined: nothing was loaded, started or written");
      return Blame.REFUSED.code();
    }
    String system = demo.disaster(request);
    if (!stage.confirmed("Start the recovery?")) {
      return ended(Blame.REFUSED.code(), "no recovery was started", stage, ending);
    }
    int code = demo.recover(system);
    Path page = demo.report(system, ending);
    stage.awaitEnter("Report and Web UI stay open until you press Enter ");
    return ended(code, "the report stays: " + page, stage, ending);
  }

  private static int ended(int code, String last, Stage stage, Ending ending) {
    stage.act("cleaning up");
    ending.down();
    stage.say("every process is stopped and the lab is removed");
    stage.say(last);
    return code;
  }

  private static void refuseAnother(LabHome home) {
    if (Files.exists(home.root())) {
      throw new Fault(
          Blame.REFUSED,
          "there is a lab in \"" + home.home() + "\" already",
          "take it down with \"bosai lab down\", or set BOSAI_HOME to another folder");
    }
  }
}
