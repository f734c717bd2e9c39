package dev.bosai.app.cli;

import dev.bosai.workflows.backup.BackupOrder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command about backups is told. */
final class OrderOptions {
  @Mixin private DatabaseOption database;
  @Mixin private JsonOption json;

  @Option(names = "--who", paramLabel = "PERSON", description = "Who wants it; default: $USER.")
  private @Nullable String who;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why; it stands beside it in Temporal's Web UI.")
  private String reason = "";

  boolean json() {
    return json.asked();
  }

  /** Returns the order; a database without backups is refused. */
  BackupOrder order(Surroundings surroundings) {
    return order(surroundings, chosen(surroundings).withBackups());
  }

  /** Returns the order, whether Bosai knows of backups or not. */
  BackupOrder orderOfAny(Surroundings surroundings) {
    return order(surroundings, chosen(surroundings));
  }

  private DatabaseOption.Chosen chosen(Surroundings surroundings) {
    return database.read(new Systems(surroundings));
  }

  private BackupOrder order(Surroundings surroundings, DatabaseOption.Chosen chosen) {
    return new BackupOrder(
        chosen.system(),
        chosen.name(),
        who == null ? surroundings.user() : Typed.name("--who", who),
        Typed.line("--reason", reason));
  }
}
