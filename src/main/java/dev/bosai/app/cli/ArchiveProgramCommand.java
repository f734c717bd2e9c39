package dev.bosai.app.cli;

import dev.bosai.activities.postgres.backup.ArchiveProgram;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the program that PostgreSQL archives WAL with. */
@Command(
    name = "archive-program",
    description = "Prints the shell program for PostgreSQL's archive_command.",
    footer = {
      "",
      "It puts a file under its name only when it is on disk, and never replaces another content.",
      "",
      "Example:",
      "  bosai backup archive-program > /etc/bosai/archive-wal"
    })
final class ArchiveProgramCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    new Output(spec).text(ArchiveProgram.text());
    return 0;
  }
}
