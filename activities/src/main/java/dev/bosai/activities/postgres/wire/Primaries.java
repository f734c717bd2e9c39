package dev.bosai.activities.postgres.wire;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Finds a database's primary by asking all of its nodes; no route has a say. */
public final class Primaries {
  private final Protected listed;
  private final Admins admins;
  private final Reach reach;

  /** Makes a finder over the worker's own configuration. */
  public Primaries(Protected listed, Admins admins) {
    this.listed = listed;
    this.admins = admins;
    this.reach =
        new Reach(listed, admins, ref -> new RouteFacts("", "", Token.NONE, "it was not asked"));
  }

  /**
   * A node that takes writes.
   *
   * @param facts what it says of itself
   * @param node its entry in the system file
   * @param database its database's entry
   * @param admins opens connections to it
   */
  public record Primary(NodeFacts facts, Node node, Database database, Admins admins) {
    /** Connects to the database that clients use. */
    public Connection open(Duration silence) throws SQLException {
      return open(database.database(), silence);
    }

    /** Connects to any database of the cluster. */
    public Connection open(String catalog, Duration silence) throws SQLException {
      Admins.Target target = Admins.Target.of(node.host(), node.port(), database, silence);
      return admins.open(database.admin(), target.in(catalog));
    }
  }

  /**
   * Finds the primary.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNREACHABLE if no node says that it
   *     takes writes, of type REFUSED if several do
   */
  public Primary find(DatabaseRef ref) throws InterruptedException {
    List<NodeFacts> nodes = reach.reach(ref).nodes();
    List<Primary> found = primaries(ref, nodes);
    if (found.isEmpty()) {
      throw Failures.of(
          FailureType.UNREACHABLE,
          "no node of \"%s\" takes writes: %s; nothing was changed"
              .formatted(ref.database(), said(nodes)),
          "start its primary, or promote a standby");
    }
    if (found.size() > 1) {
      throw Failures.of(
          FailureType.REFUSED,
          "several nodes of \"%s\" take writes: %s; nothing was changed"
              .formatted(ref.database(), said(nodes)),
          "fence all but one of them");
    }
    return found.get(0);
  }

  /** Returns every node that takes writes. */
  public List<Primary> writable(DatabaseRef ref) throws InterruptedException {
    return primaries(ref, reach.reach(ref).nodes());
  }

  private List<Primary> primaries(DatabaseRef ref, List<NodeFacts> nodes) {
    Database database = listed.database(ref);
    return nodes.stream()
        .filter(NodeFacts::writable)
        .map(facts -> new Primary(facts, listed.node(ref.node(facts.node())), database, admins))
        .toList();
  }

  private static String said(List<NodeFacts> nodes) {
    return nodes.stream()
        .map(facts -> "\"" + facts.node() + "\" " + said(facts))
        .collect(Collectors.joining(", "));
  }

  private static String said(NodeFacts facts) {
    if (!facts.answers()) {
      return "does not answer (" + facts.problem() + ")";
    }
    return facts.inRecovery() ? "is a standby" : "takes writes";
  }
}
