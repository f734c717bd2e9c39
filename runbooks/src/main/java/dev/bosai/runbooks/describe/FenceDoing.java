package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.runbooks.system.Database.Isolate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says how the old primary is made unable to write, for a plan and for people's own hands. */
final class FenceDoing {
  private final Database database;

  FenceDoing(Database database) {
    this.database = database;
  }

  String sentence() {
    List<FenceMethod> methods = database.fence();
    if (methods.equals(List.of(FenceMethod.NODE))) {
      return onHost() + "; without the proof the run waits";
    }
    List<String> all = new ArrayList<>();
    for (FenceMethod method : methods) {
      all.add("(" + (all.size() + 1) + ") " + doing(method));
    }
    return "tries, at most 10 s each, until one proves it: "
        + String.join("; ", all)
        + "; without a proof the run waits; before a switch of directories only (node) counts, on"
        + " the host itself";
  }

  private String doing(FenceMethod method) {
    if (method instanceof Isolate isolate) {
      return from(isolate);
    }
    return method.equals(FenceMethod.ROUTE) ? atRoute() : onHost();
  }

  private String atRoute() {
    return "at the route "
        + String.join(", ", database.route().at())
        + ", if the probe saw no client come in past it: closes every connection to the node and"
        + " leads nobody there, reads both back";
  }

  private String onHost() {
    return "on the host of the node that is primary then ("
        + Places.anyOf(database)
        + "): blocks its start, kills every process of the cluster, proves both";
  }

  private static String from(Isolate method) {
    return "from "
        + (method.from().isEmpty() ? "the candidate's site" : method.from())
        + ": runs "
        + String.join(" ", method.isolate())
        + ", then "
        + String.join(" ", method.verify())
        + " must print \"isolated\"";
  }

  /** Returns what a person types where the host cannot be reached; empty without programs. */
  String byHand(List<NodeShell> nodes) {
    return database.fence().stream()
        .filter(Isolate.class::isInstance)
        .map(method -> byHand((Isolate) method, nodes))
        .collect(Collectors.joining());
  }

  private static String byHand(Isolate method, List<NodeShell> nodes) {
    return "If its host cannot be reached, do this on a host of "
        + (method.from().isEmpty() ? "the site of NEW" : "site `" + method.from() + "`")
        + " instead. The last line must read `isolated` and nothing else.\n\n"
        + NodeShell.shell(
            NodeShell.each(
                nodes,
                node ->
                    "# if OLD is "
                        + node.name()
                        + "\nexport BOSAI_NODE="
                        + node.name()
                        + " BOSAI_HOST="
                        + node.host()
                        + " BOSAI_PORT="
                        + node.port()
                        + "\n"
                        + typed(method.isolate())
                        + "\n"
                        + typed(method.verify())));
  }

  private static String typed(List<String> command) {
    return command.stream().map(NodeShell::quoted).collect(Collectors.joining(" "));
  }
}
