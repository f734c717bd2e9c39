package dev.bosai.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What can be done with a database's backups. */
@Command(
    name = "backup",
    description = "Takes, lists and proves backups, finds transactions, and archives WAL.",
    footer = {
      "",
      "Examples:",
      "  bosai backup list --system shop",
      "  bosai backup find --system shop --around 2026-11-25T03:14:07+09:00 --table orders",
      "  bosai backup archive-program > /etc/bosai/archive-wal",
    })
final class BackupCommand implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine with(Surroundings surroundings) {
    return new CommandLine(new BackupCommand())
        .addSubcommand(new BackupTakeCommand(surroundings))
        .addSubcommand(new BackupListCommand(surroundings))
        .addSubcommand(new BackupProveCommand(surroundings))
        .addSubcommand(new BackupFindCommand(surroundings))
        .addSubcommand(new ArchiveProgramCommand());
  }

  @Override
  public void run() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "missing command: " + known);
  }
}
