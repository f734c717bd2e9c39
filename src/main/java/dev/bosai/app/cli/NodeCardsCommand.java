package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.report.NodeJson;
import dev.bosai.app.run.Wanted;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.backup.RenewCards.Renewed;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Renews the cards now, and tells where they lie. */
@Command(
    name = "cards",
    description = "Renews the cards on all hosts now; workers do it once an hour.",
    footer = {
      "",
      "A card lets people recover a database on its hosts while Temporal is gone.",
      "",
      "Examples:",
      "  bosai node cards --system shop --database main"
    })
final class NodeCardsCommand implements Callable<Integer> {
  private static final Duration BOUND = Duration.ofMinutes(5);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private OrderOptions options;

  NodeCardsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    BackupOrder order = options.orderOfAny(surroundings);
    Wanted wanted =
        new Wanted(
            Wanted.Area.BACKUP,
            "RenewCards",
            "cards",
            false,
            order,
            order,
            "Renew the cards of \"" + order.database() + "\"",
            BOUND);
    Renewed renewed = new OrderDesk(surroundings, spec).done(wanted, Renewed.class, options.json());
    Output output = new Output(spec);
    if (options.json()) {
      output.json(new NodeJson.Cards(order.system().system(), order.database(), renewed));
    } else {
      renewed.kept().forEach((node, file) -> output.line("card of \"" + node + "\": " + file));
      renewed.missing().forEach((node, why) -> output.line("no card of \"" + node + "\": " + why));
    }
    return renewed.missing().isEmpty() ? Blame.NONE.code() : Blame.ENVIRONMENT.code();
  }
}
