package dev.bosai.app;

import dev.bosai.app.bench.BenchCommand;
import dev.bosai.app.cli.Cli;
import dev.bosai.app.cli.PeopleCommands;
import dev.bosai.app.cli.Surroundings;
import dev.bosai.app.codec.CodecCommand;
import dev.bosai.app.demo.DemoCommand;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.lab.command.LabCommand;
import dev.bosai.app.link.LinkCommand;
import dev.bosai.app.probe.ProbeCommand;
import dev.bosai.app.router.RouterCommand;
import dev.bosai.app.worker.WorkerCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code bosai} command; the only class that ends the process. */
@Command(
    name = "bosai",
    description = "Runs disaster-recovery runbooks as durable workflows.",
    mixinStandardHelpOptions = true,
    subcommands = {
      DemoCommand.class,
      BenchCommand.class,
      CodecCommand.class,
      LabCommand.class,
      LinkCommand.class,
      ProbeCommand.class,
      RouterCommand.class,
      WorkerCommand.class,
    },
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** Runs the command line and exits with its code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    Surroundings surroundings = Surroundings.ofThisProcess();
    CommandLine root = new CommandLine(new Main());
    PeopleCommands.addTo(root, surroundings);
    return Cli.configured(root, surroundings);
  }

  @Override
  public Integer call() {
    CommandLine root = spec.commandLine();
    root.usage(root.getErr());
    root.getErr().println("\nbosai: a command is missing\n  HINT: name one of the above");
    return Blame.USAGE.code();
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"bosai " + (version == null ? "(not packaged)" : version)};
    }
  }
}
