package dev.bosai.app.cli;

import dev.bosai.activities.postgres.start.NodeStatus;
import dev.bosai.app.cli.text.NodeText;
import dev.bosai.app.report.NodeJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what a node's own host knows of it. */
@Command(
    name = "status",
    description =
        "Shows a node's role, timeline, fence, token and last effects, and if it may start.",
    footer = {
      "",
      "Run it as the data directory's owner or as root. It changes nothing.",
      "",
      "Examples:",
      "  bosai node status db1 --system /etc/bosai/bosai.yaml",
      "  bosai node status db1 --json"
    })
final class NodeStatusCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private NodeOption option;
  @Mixin private JsonOption json;

  NodeStatusCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    NodeOption.Chosen node = option.read(new Systems(surroundings));
    NodeStatus status =
        HostWork.on(
            "looking at node \"" + node.ref().node() + "\"",
            () -> node.gate(surroundings).status(node.ref()));
    Output output = new Output(spec);
    if (json.asked()) {
      output.json(new NodeJson.Status(node.ref(), status));
    } else {
      output.lines(new NodeText(surroundings.style()).status(status));
    }
    return 0;
  }
}
