package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.NodeReader;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The node that another one is to follow. */
final class Primary {
  private static final Duration SILENCE = Duration.ofSeconds(5);
  private final String name;
  private final Node node;
  private final Database database;
  private final Admins admins;

  private Primary(String name, Node node, Database database, Admins admins) {
    this.name = name;
    this.node = node;
    this.database = database;
    this.admins = admins;
  }

  static Primary of(String name, Host follower, Protected listed, Admins admins) {
    DatabaseRef ref = new DatabaseRef(follower.ref().system(), follower.ref().database());
    return new Primary(name, listed.node(ref.node(name)), listed.database(ref), admins);
  }

  Node node() {
    return node;
  }

  Database database() {
    return database;
  }

  Connection open(Duration silence) throws SQLException {
    return admins.open(
        database.admin(), Admins.Target.of(node.host(), node.port(), database, silence));
  }

  /** Reads it, and refuses unless it takes writes for the given cluster. */
  NodeFacts require(String systemIdentifier) throws SQLException {
    try (Connection connection = open(SILENCE)) {
      NodeFacts facts = NodeReader.read(name, connection);
      if (!facts.writable() || !facts.systemIdentifier().equals(systemIdentifier)) {
        throw Failures.of(
            FailureType.WRONG_IDENTITY,
            "node \"%s\" is %s of cluster \"%s\"; expected the primary of cluster \"%s\""
                .formatted(
                    name,
                    facts.inRecovery() ? "a standby" : "a primary",
                    facts.systemIdentifier(),
                    systemIdentifier),
            "assess the database again");
      }
      return facts;
    }
  }
}
