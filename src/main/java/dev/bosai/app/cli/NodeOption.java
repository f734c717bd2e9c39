package dev.bosai.app.cli;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.card.CardFile;
import dev.bosai.activities.postgres.start.StartGate;
import dev.bosai.activities.route.ConfiguredRoutes;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.Card;
import dev.bosai.workflows.port.NodeRef;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a command names the node on whose host it runs. */
final class NodeOption {
  @Mixin private SystemOption system;

  @Option(
      names = "--database",
      paramLabel = "NAME",
      description = "Which database the node is of; needed if several have one of that name.")
  private @Nullable String database;

  @Option(
      names = "--card",
      paramLabel = "FILE",
      description = "This host's card, instead of NODE and --system.")
  private @Nullable Path card;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NODE",
      description = "Name in the system file.")
  private String node = "";

  /**
   * A node of a system.
   *
   * @param system the file
   * @param ref the node
   */
  record Chosen(SystemFile system, NodeRef ref) {
    /** Asks on its host. */
    StartGate gate(Surroundings surroundings) {
      Protected listed = new Protected(system);
      Secrets secrets = new Secrets(surroundings.environment());
      return new StartGate(listed, secrets, new ConfiguredRoutes(listed, secrets));
    }
  }

  /**
   * Finds it.
   *
   * @throws Fault if the system has none of that name, or several and no database was named
   */
  Chosen read(Systems systems) {
    if (card != null) {
      return onCard(card.toAbsolutePath());
    }
    if (node.isEmpty()) {
      throw new Fault(Blame.USAGE, "no node is named", "name it, or give this host's --card");
    }
    SystemFile file = system.read(systems);
    List<String> having =
        file.databases().entrySet().stream()
            .filter(one -> database == null || one.getKey().equals(database))
            .filter(one -> one.getValue().nodes().containsKey(node))
            .map(one -> one.getKey())
            .toList();
    if (having.size() != 1) {
      throw new Fault(
          Blame.USAGE,
          having.isEmpty()
              ? "system \"%s\" has no node \"%s\"%s".formatted(file.system(), node, ofDatabase())
              : "several databases of \"%s\" have a node \"%s\"".formatted(file.system(), node),
          having.isEmpty()
              ? "its nodes are " + String.join(", ", nodes(file))
              : "name one with --database: " + String.join(", ", having));
    }
    return new Chosen(file, new NodeRef(file.system(), having.get(0), node));
  }

  private static Chosen onCard(Path file) {
    Card card = HostWork.on("reading the card", () -> CardFile.read(file).card());
    return new Chosen(card.system(), card.node());
  }

  private String ofDatabase() {
    return database == null ? "" : " of a database \"" + database + "\"";
  }

  private static List<String> nodes(SystemFile file) {
    return file.databases().values().stream()
        .flatMap(one -> one.nodes().keySet().stream())
        .distinct()
        .toList();
  }
}
