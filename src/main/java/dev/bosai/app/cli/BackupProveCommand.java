package dev.bosai.app.cli;

import dev.bosai.app.cli.text.ProvenText;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.report.BackupJson;
import dev.bosai.app.run.Wanted;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.backup.ProveBackup.Proof;
import dev.bosai.workflows.port.Proven;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that a backup can be restored, by restoring it. */
@Command(
    name = "prove",
    description = "Restores a backup into a throw-away instance and checks it; one at a time.",
    footer = {
      "",
      "Ends with code 3, and tells the channels, if a check is not good.",
      "",
      "Examples:",
      "  bosai backup prove --system shop",
      "  bosai backup prove --system shop --backup 20261125T031407Z --json"
    })
final class BackupProveCommand implements Callable<Integer> {
  private static final int WIDTH = 100;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private OrderOptions options;

  @Option(names = "--backup", paramLabel = "ID", description = "Which; default: the newest.")
  private @Nullable String backup;

  BackupProveCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BackupOrder order = options.order(surroundings);
    Wanted wanted =
        new Wanted(
            Wanted.Area.BACKUP,
            "ProveBackup",
            "prove",
            true,
            order,
            new Proof(order, backup),
            "Prove a backup of \"" + order.database() + "\"",
            null);
    Proven proven = new OrderDesk(surroundings, spec).done(wanted, Proven.class, options.json());
    Output output = new Output(spec);
    if (options.json()) {
      output.json(new BackupJson.Proof(order, proven));
    } else {
      output.lines(
          new ProvenText(surroundings.style(), WIDTH).lines(order.system().system(), proven));
    }
    return proven.passed() ? Blame.NONE.code() : Blame.RUN.code();
  }
}
