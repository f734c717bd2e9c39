package dev.bosai.workflows.port;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Leads clients to the primary. */
@ActivityInterface
public interface RouteActivities {
  /**
   * Asks to lead clients to a node.
   *
   * @param database which
   * @param node the new primary
   * @param token of this effect; a router refuses one that is not newer than its own
   */
  record MoveRoute(DatabaseRef database, String node, Token token) {}

  /**
   * Clients are led to a node.
   *
   * @param kind of the route
   * @param node they are led to
   * @param changed whether this attempt changed anything
   * @param closed connections to the old node that were closed
   */
  record RouteMoved(String kind, String node, boolean changed, int closed) {}

  /** Moves the route, or shows that it already leads there. */
  @ActivityMethod
  RouteMoved moveRoute(MoveRoute request);
}
