package dev.bosai.app.cli;

import dev.bosai.app.cli.text.Sizes;
import dev.bosai.app.report.BackupJson;
import dev.bosai.app.report.Spans;
import dev.bosai.app.run.Wanted;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.Backup;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Takes a backup. */
@Command(
    name = "take",
    description = "Takes a backup of the primary; one at a time.",
    footer = {
      "",
      "Ctrl-C ends this command, not the backup.",
      "",
      "Examples:",
      "  bosai backup take --system shop",
      "  bosai backup take --system shop --reason \"before the migration\" --json"
    })
final class BackupTakeCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private OrderOptions options;

  BackupTakeCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BackupOrder order = options.order(surroundings);
    Wanted wanted =
        new Wanted(
            Wanted.Area.BACKUP,
            "TakeBackup",
            "take",
            true,
            order,
            order,
            "Take a backup of \"" + order.database() + "\"",
            null);
    Backup taken = new OrderDesk(surroundings, spec).done(wanted, Backup.class, options.json());
    Output output = new Output(spec);
    if (options.json()) {
      output.json(new BackupJson.Taken(order, taken));
    } else {
      output.line(surroundings.style().good(sentence(taken)));
      output.line("next: bosai backup prove --system " + order.system().system());
    }
    return 0;
  }

  private static String sentence(Backup taken) {
    return "backup \""
        + taken.id()
        + "\" was taken: "
        + Sizes.words(taken.bytes())
        + " in "
        + Spans.words(Duration.between(taken.startedAt(), taken.stoppedAt()))
        + "; it reaches from "
        + Spans.exact(taken.stoppedAt())
        + " on";
  }
}
