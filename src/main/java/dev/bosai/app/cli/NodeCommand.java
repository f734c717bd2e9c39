package dev.bosai.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is asked, and done by card, on a node's own host without Temporal. */
@Command(
    name = "node",
    description =
        "On a node's own host, without Temporal: tells what is known of it, and recovers by card.",
    footer = {
      "",
      "Examples:",
      "  bosai node status db1 --system /etc/bosai/bosai.yaml",
      "  bosai node may-start db1 --system /etc/bosai/bosai.yaml     before a supervisor starts it",
    })
final class NodeCommand implements Runnable {
  @Spec private CommandSpec spec;

  static CommandLine with(Surroundings surroundings) {
    return new CommandLine(new NodeCommand())
        .addSubcommand(new NodeStatusCommand(surroundings))
        .addSubcommand(new NodeMayStartCommand(surroundings))
        .addSubcommand(new NodeFenceCommand(surroundings))
        .addSubcommand(new NodePromoteCommand(surroundings))
        .addSubcommand(new NodeRepointCommand(surroundings))
        .addSubcommand(new NodeCardsCommand(surroundings));
  }

  @Override
  public void run() {
    String known = String.join(", ", spec.subcommands().keySet());
    throw new ParameterException(spec.commandLine(), "missing command: " + known);
  }
}
