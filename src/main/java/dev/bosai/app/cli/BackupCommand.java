package dev.bosai.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with a database's backups. */
@Command(
    name = "backup",
    description = "Takes and lists backups, and archives WAL.",
    footer = {
      "",
      "Examples:",
      "  bosai backup archive-program > /etc/bosai/archive-wal",
    })
final class BackupCommand implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine make() {
    return new CommandLine(new BackupCommand()).addSubcommand(new ArchiveProgramCommand());
  }

  @Override
  public void run() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "missing command: " + known);
  }
}
