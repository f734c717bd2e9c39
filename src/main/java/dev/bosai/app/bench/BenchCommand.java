package dev.bosai.app.bench;

import dev.bosai.app.bench.move.SwitchoverCommand;
import dev.bosai.app.bench.proof.ProofCommand;
import dev.bosai.app.bench.restore.RestoreCommand;
import dev.bosai.app.bench.speed.SpeedCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands that prove and measure. */
@Command(
    name = "bench",
    description = "Proves recoveries on labs of its own, and measures how quick they are.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ProofCommand.class,
      SpeedCommand.class,
      RestoreCommand.class,
      SwitchoverCommand.class
    })
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name one of proof, speed, restore, switchover");
  }
}
