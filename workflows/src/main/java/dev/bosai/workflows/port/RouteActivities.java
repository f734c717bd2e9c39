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

  /**
   * Asks to lead nobody any more.
   *
   * @param database whose clients
   * @param node to which no connection may be left
   * @param systemIdentifier of its cluster
   * @param timeline whose only possible primary it is; 0 if another node may be
   * @param token of this effect; a router refuses one that is not newer than its own
   */
  record CutRoute(
      DatabaseRef database, String node, String systemIdentifier, int timeline, Token token) {}

  /** Leads nobody to any node, closes every connection, and reads both back. */
  @ActivityMethod
  FenceProof.RouteCut cutRoute(CutRoute request);

  /** Moves the route, or shows that it already leads there. */
  @ActivityMethod
  RouteMoved moveRoute(MoveRoute request);
}
