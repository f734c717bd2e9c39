package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;

/** Work over the wire that any worker of the system can do. */
@ActivityInterface
public interface DatabaseActivities {
  /** Asks every node and the route what they are; a silent node is an answer too. */
  @ActivityMethod
  DatabaseFacts reach(DatabaseRef database);

  /**
   * Asks for a write through the public route.
   *
   * @param database which
   * @param systemIdentifier the cluster that must take the write
   * @param timeline that must take the write
   */
  record VerifyWrite(DatabaseRef database, String systemIdentifier, int timeline) {}

  /**
   * A write through the public route was acknowledged.
   *
   * @param at when
   * @param timeline that took it
   * @param server that took it, as the server names itself
   */
  record WriteProof(Instant at, int timeline, String server) {}

  /** Writes through the public route, as a client does, and checks who took it. */
  @ActivityMethod
  WriteProof verifyWrite(VerifyWrite request);

  /**
   * Asks to watch a node that must not take writes.
   *
   * @param node the old primary, which nothing proved down on its own host
   * @param systemIdentifier of its cluster; another one there is somebody else's
   */
  record WatchNode(NodeRef node, String systemIdentifier) {}

  /**
   * A node takes writes beside the new primary.
   *
   * @param node which
   * @param timeline it writes
   * @param at when it was seen
   */
  record SecondWriter(String node, int timeline, Instant at) {}

  /**
   * Looks at a node about once a second and returns as soon as it takes writes; until then, for
   * ever.
   */
  @ActivityMethod
  SecondWriter awaitSecondWriter(WatchNode request);

  /**
   * Asks for one statement of a user's runbook.
   *
   * @param database which; reached through its public route
   * @param statement one statement
   * @param expect what the first column of the first row must read; empty means anything
   */
  record Statement(DatabaseRef database, String statement, String expect) {}

  /**
   * What a statement answered.
   *
   * @param first first column of the first row as text; empty for none
   * @param rows returned or changed
   */
  record StatementAnswer(String first, long rows) {}

  /** Runs one statement and compares what it answers. */
  @ActivityMethod
  StatementAnswer runStatement(Statement request);

  /**
   * Asks to give this moment a name.
   *
   * @param database whose
   * @param name 1 to 63 letters, digits, {@code .}, {@code _} or {@code -}
   */
  record MarkPoint(DatabaseRef database, String name) {}

  /**
   * A moment that a restore can be aimed at by its name.
   *
   * @param name of it
   * @param lsn of its record
   * @param at when, by the server's clock
   */
  record Marked(String name, Lsn lsn, Instant at) {}

  /** Writes a restore point on the primary. */
  @ActivityMethod
  Marked mark(MarkPoint request);
}
