package dev.bosai.app.cli;

import dev.bosai.activities.postgres.CardWork;
import dev.bosai.activities.postgres.card.CardFile;
import dev.bosai.activities.postgres.card.CardOrder;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Leads clients to the card's node, and writes as they do. */
@Command(
    name = "repoint",
    description = "Without Temporal: leads clients to this host's new primary, and writes there.",
    footer = {
      "",
      "Run it on the new primary's host, as the data directory's owner or as root.",
      "",
      "Examples:",
      "  bosai node repoint --card /var/lib/postgresql/16/main.bosai/card.json --why \"temporal is"
          + " gone\""
    })
final class NodeRepointCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CardOptions options;

  NodeRepointCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CardFile file = options.read();
    CardWork work = new CardDesk(surroundings, spec).open(file);
    CardOrder order = options.order(file, "repoint", surroundings);
    String node = file.card().node().node();
    CardWork.Led led = HostWork.on("leading clients", () -> work.repoint(order));
    Output output = new Output(spec);
    output.line(
        "clients are led to \"%s\" (%s); a write through the route was acknowledged at %s on timeline %d"
            .formatted(
                node,
                led.moved().changed() ? "moved" : "they were already",
                led.write().at(),
                led.write().timeline()));
    String system = file.card().system().system();
    output.lines(
        List.of(
            "",
            "next: when Temporal is back, bosai start replica-promotion --system "
                + system
                + ": it takes this recovery up, keeps what was lost, and brings redundancy back"));
    return 0;
  }
}
