package dev.bosai.app.cli;

import dev.bosai.app.cli.text.BackupListText;
import dev.bosai.app.report.BackupJson;
import dev.bosai.app.run.Wanted;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.BackupList;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what there is and which moments it reaches. */
@Command(
    name = "list",
    description = "Shows which moments can be reached, what is missing, and what was proven.",
    footer = {
      "",
      "Alarms come first; they do not change the exit code.",
      "",
      "Examples:",
      "  bosai backup list --system shop",
      "  bosai backup list --system shop --database main --json"
    })
final class BackupListCommand implements Callable<Integer> {
  private static final int WIDTH = 100;
  private static final Duration BOUND = Duration.ofMinutes(10);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private OrderOptions options;

  BackupListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BackupOrder order = options.order(surroundings);
    Wanted wanted =
        new Wanted(
            Wanted.Area.BACKUP,
            "ListBackups",
            "list",
            false,
            order,
            order,
            "Look at the backups of \"" + order.database() + "\"",
            BOUND);
    BackupList list =
        new OrderDesk(surroundings, spec).done(wanted, BackupList.class, options.json());
    Output output = new Output(spec);
    if (options.json()) {
      output.json(new BackupJson.Listed(order, list));
    } else {
      output.lines(
          new BackupListText(surroundings.style(), WIDTH)
              .lines(order.system().system(), order.database(), list));
    }
    return 0;
  }
}
