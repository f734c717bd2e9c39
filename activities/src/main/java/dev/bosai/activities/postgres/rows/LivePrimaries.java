package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Reach;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.util.List;

/** Finds the only node that takes writes for a cluster. */
final class LivePrimaries {
  private final Protected listed;
  private final Admins admins;

  LivePrimaries(Protected listed, Admins admins) {
    this.listed = listed;
    this.admins = admins;
  }

  /**
   * Finds it.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNREACHABLE if none answers, of type
   *     REFUSED if several take writes
   */
  LivePrimary find(DatabaseRef ref, String systemIdentifier) throws InterruptedException {
    List<NodeFacts> primaries =
        new Reach(listed, admins, route -> new RouteFacts("", "", Token.NONE, ""))
            .reach(ref).nodes().stream()
                .filter(NodeFacts::writable)
                .filter(facts -> facts.systemIdentifier().equals(systemIdentifier))
                .toList();
    if (primaries.size() != 1) {
      throw Failures.of(
          primaries.isEmpty() ? FailureType.UNREACHABLE : FailureType.REFUSED,
          "nodes %s take writes for cluster \"%s\", expected one; nothing was changed"
              .formatted(primaries.stream().map(NodeFacts::node).toList(), systemIdentifier),
          "assess the database");
    }
    NodeFacts found = primaries.get(0);
    return new LivePrimary(
        found.node(),
        found.timeline(),
        listed.node(ref.node(found.node())),
        listed.database(ref),
        admins);
  }
}
