package dev.bosai.activities.postgres.start;

import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.RouteFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the rest of the database says while a node is down.
 *
 * @param others the other nodes, those that do not answer too
 * @param route where clients are led; null where clients choose the writable node themselves, since
 *     then nothing leads that the nodes do not say
 */
record Around(List<NodeFacts> others, @Nullable RouteFacts route) {
  Around {
    others = List.copyOf(others);
  }

  /** Returns the other nodes of a cluster that answered. */
  Stream<NodeFacts> of(String systemIdentifier) {
    return others.stream()
        .filter(NodeFacts::answers)
        .filter(other -> other.systemIdentifier().equals(systemIdentifier));
  }

  boolean knows(String node) {
    return others.stream().anyMatch(other -> other.node().equals(node));
  }

  boolean isStandby(String node, Directory here) {
    return of(here.systemIdentifier())
        .anyMatch(other -> other.node().equals(node) && other.inRecovery());
  }

  /** Returns whom nothing is known of and why, one sentence each. */
  List<String> silent() {
    List<String> silent = new ArrayList<>();
    others.stream()
        .filter(other -> !other.answers())
        .forEach(
            other -> silent.add("node \"" + other.node() + "\": " + sentence(other.problem())));
    if (route != null && !route.problem().isEmpty()) {
      silent.add("the route (" + route.kind() + "): " + sentence(route.problem()));
    }
    return silent;
  }

  private static String sentence(String problem) {
    return problem.lines().findFirst().orElse("no answer").strip();
  }
}
