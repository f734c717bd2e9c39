package dev.bosai.app.cli;

import dev.bosai.activities.postgres.CardWork;
import dev.bosai.activities.postgres.card.CardFile;
import dev.bosai.activities.postgres.card.CardOrder;
import dev.bosai.activities.postgres.card.CarriedProof;
import dev.bosai.workflows.port.FenceProof;
import dev.bosai.workflows.port.Promoted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Promotes the card's node over a proof that was carried here. */
@Command(
    name = "promote",
    description = "Without Temporal: promotes this host's standby over a fence's proof.",
    footer = {
      "",
      "Run it on the best standby's host, as the data directory's owner or as root. The proof is"
          + " checked again: the old primary must not answer.",
      "",
      "Examples:",
      "  bosai node promote --card /var/lib/postgresql/16/main.bosai/card.json --why \"temporal is"
          + " gone\" --proof /mnt/usb/proof.json"
    })
final class NodePromoteCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CardOptions options;

  @Option(
      names = "--proof",
      required = true,
      paramLabel = "FILE",
      description = "What \"bosai node fence\" wrote on the old primary's host.")
  private Path proof = Path.of("proof.json");

  NodePromoteCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CardFile file = options.read();
    FenceProof shown =
        HostWork.on(
            "reading the proof", () -> CarriedProof.read(Files.readAllBytes(proof), file.card()));
    CardWork work = new CardDesk(surroundings, spec).open(file);
    CardOrder order = options.order(file, "promote", surroundings);
    String node = file.card().node().node();
    Promoted done = HostWork.on("promoting \"" + node + "\"", () -> work.promote(shown, order));
    Output output = new Output(spec);
    output.line(
        "node \"%s\" takes writes on timeline %d since %s, past %s; \"%s\" was proven fenced at %s"
            .formatted(node, done.timeline(), done.at(), done.fork(), shown.node(), shown.at()));
    output.lines(List.of("", "next: bosai node repoint --why \"…\" --card " + options.card()));
    return 0;
  }
}
