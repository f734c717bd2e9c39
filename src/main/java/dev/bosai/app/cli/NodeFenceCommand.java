package dev.bosai.app.cli;

import dev.bosai.activities.postgres.CardWork;
import dev.bosai.activities.postgres.card.CardFile;
import dev.bosai.activities.postgres.card.CardOrder;
import dev.bosai.activities.postgres.card.CarriedProof;
import dev.bosai.workflows.port.FenceProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fences the card's node, and writes the proof into a file that can be carried. */
@Command(
    name = "fence",
    description = "Without Temporal: fences this host's node and writes the proof into a file.",
    footer = {
      "",
      "Run it on the old primary's host, as the data directory's owner or as root. Order it again"
          + " as often as you like.",
      "",
      "Examples:",
      "  bosai node fence --card /var/lib/postgresql/16/main.bosai/card.json --why \"temporal is"
          + " gone\" --proof /mnt/usb/proof.json"
    })
final class NodeFenceCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CardOptions options;

  @Option(
      names = "--proof",
      paramLabel = "FILE",
      description = "Where the proof is written; default: fence-NODE.json here.")
  private @Nullable Path proof;

  NodeFenceCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    CardFile file = options.read();
    CardWork work = new CardDesk(surroundings, spec).open(file);
    CardOrder order = options.order(file, "fence", surroundings);
    String node = file.card().node().node();
    FenceProof.NodeDown down = HostWork.on("fencing \"" + node + "\"", () -> work.fence(order));
    Path written =
        proof == null ? surroundings.directory().resolve("fence-" + node + ".json") : proof;
    HostWork.on(
        "writing the proof", () -> Files.write(written, CarriedProof.of(work.host(), down)));
    Output output = new Output(spec);
    output.lines(down.shown());
    output.line(
        "node \"%s\" cannot write: proven at %s under token %s, %d processes killed"
            .formatted(node, down.at(), down.token(), down.killed()));
    output.lines(next(file, written));
    return 0;
  }

  private static List<String> next(CardFile file, Path written) {
    return List.of(
        "",
        "next: carry \""
            + written
            + "\" to the host of the best standby, and type there: "
            + NextByCard.on(file.card(), "promote", "--proof " + written.getFileName()));
  }
}
