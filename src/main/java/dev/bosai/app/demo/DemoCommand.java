package dev.bosai.app.demo;

import dev.bosai.app.cli.Surroundings;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.lab.LabDown;
import dev.bosai.app.lab.LabHome;
import dev.bosai.app.lab.LabRequest;
import dev.bosai.app.lab.Replication;
import java.io.PrintWriter;
import java.nio.file.Files;
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

  @Override
  public Integer call() {
    LabHome home = LabHome.ofThisProcess();
    refuseAnother(home);
    PrintWriter out = spec.commandLine().getOut();
    Surroundings surroundings = Surroundings.ofThisProcess();
    Stage stage = new Stage(out, surroundings);
    Demo demo = new Demo(home, System.getenv(), stage, new Bosai(surroundings, out));
    LabRequest request = new LabRequest(replication, LAG_MS, basePort, null);
    demo.announce(request);
    // Also when the person ends it with Ctrl-C.
    Thread cleanUp = new Thread(() -> new LabDown(home).down(), "clean-up");
    Runtime.getRuntime().addShutdownHook(cleanUp);
    int code = demo.play(request);
    stage.act("cleaning up");
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
