package dev.bosai.activities.route;

import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;

/** One database's route, led the way its kind is led. */
interface RouteKind {
  /** Reads where it leads; what keeps it from being read is a finding in the facts. */
  RouteFacts read();

  /**
   * Leads clients to a node, or shows that they are led there already.
   *
   * @param token of this attempt
   * @throws io.temporal.failure.ApplicationFailure if it does not lead there afterwards
   */
  RouteMoved move(String node, Token token);
}
