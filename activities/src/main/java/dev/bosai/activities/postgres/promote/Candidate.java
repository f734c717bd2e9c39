package dev.bosai.activities.postgres.promote;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.wire.NodeReader;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeFacts;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The node to promote, as it is when the promotion begins.
 *
 * @param inRecovery whether it is a standby
 * @param timeline it is on
 */
record Candidate(boolean inRecovery, int timeline) {

  static Candidate read(Connection connection) throws SQLException {
    NodeFacts facts = NodeReader.read("", connection);
    return new Candidate(facts.inRecovery(), facts.timeline());
  }

  /** Refuses a standby of another timeline: it would leave the cluster's history elsewhere. */
  void requireStandbyOn(int expected) {
    if (timeline != expected) {
      throw Failures.of(
          FailureType.REFUSED,
          "the standby is on timeline "
              + timeline
              + "; the plan promotes from timeline "
              + expected
              + "; nothing was promoted",
          "assess the database again and plan with what is found");
    }
  }
}
