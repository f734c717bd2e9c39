package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.activities.postgres.wire.UserStatement;
import dev.bosai.workflows.port.DatabaseActivities.Statement;
import dev.bosai.workflows.port.DatabaseActivities.StatementAnswer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Asks what was restored for one answer; nothing is written there. */
final class Asking {
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** While replay stands still, a lock that it holds is never given back (f21). */
  private static final Duration LONGEST_LOCK = Duration.ofSeconds(5);

  private final InstanceServer server;
  private final Duration bound;

  /**
   * Makes the asking.
   *
   * @param bound after which the server ends the statement
   */
  Asking(InstanceServer server, Duration bound) {
    this.server = server;
    this.bound = bound;
  }

  StatementAnswer of(String catalog, Statement request) throws SQLException {
    try (Connection connection = server.open(catalog, bound.plus(SLACK))) {
      Sql.run(connection, "set default_transaction_read_only = on");
      Sql.run(connection, "set lock_timeout = " + lockBound().toMillis());
      return UserStatement.on(connection, request, bound);
    }
  }

  private Duration lockBound() {
    return bound.compareTo(LONGEST_LOCK) < 0 ? bound : LONGEST_LOCK;
  }
}
