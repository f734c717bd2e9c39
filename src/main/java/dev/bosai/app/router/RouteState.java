package dev.bosai.app.router;

import dev.bosai.workflows.port.Token;
import java.time.Instant;

/**
 * Where the router leads, and under which token.
 *
 * @param node clients are led to
 * @param from where they were led before the last move; the same node if that only confirmed it
 * @param token newest that was taken
 * @param changedAt when, as ISO 8601 in UTC
 */
record RouteState(String node, String from, Token token, String changedAt) {

  /** The state of a router that was never moved. */
  static RouteState initial(String node, Instant at) {
    return new RouteState(node, node, Token.NONE, at.toString());
  }

  /** The state after a move. */
  RouteState moved(String to, Token newer, Instant at) {
    return new RouteState(to, node, newer, at.toString());
  }
}
