package dev.bosai.app.cli;

import dev.bosai.activities.postgres.start.StartAnswer;
import dev.bosai.app.cli.text.NodeText;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.report.NodeJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Answers a supervisor before it starts a server. */
@Command(
    name = "may-start",
    description = "Answers before a supervisor starts the node's server: code 0 yes, 4 no.",
    footer = {
      "",
      "Run it as the data directory's owner or as root. It changes nothing and answers within 5 s.",
      "",
      "Examples:",
      "  bosai node may-start db1 --system /etc/bosai/bosai.yaml",
      "  bosai node may-start db1 --strict --json"
    })
final class NodeMayStartCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private NodeOption option;

  @Option(
      names = "--strict",
      description = "Say no also when another node or the route does not answer.")
  private boolean strict;

  @Mixin private JsonOption json;

  NodeMayStartCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    NodeOption.Chosen node = option.read(new Systems(surroundings));
    StartAnswer answer =
        HostWork.on(
            "looking at node \"" + node.ref().node() + "\"",
            () -> node.gate(surroundings).ask(node.ref(), strict));
    Output output = new Output(spec);
    if (json.asked()) {
      output.json(new NodeJson.MayStart(node.ref(), answer));
      return answer.allowed() ? 0 : Blame.REFUSED.code();
    }
    NodeText text = new NodeText(surroundings.style());
    if (!answer.allowed()) {
      output.lines(text.warnings(answer));
      throw new Fault(Blame.REFUSED, answer.sentence(), answer.hint());
    }
    output.lines(text.answer(answer));
    return 0;
  }
}
