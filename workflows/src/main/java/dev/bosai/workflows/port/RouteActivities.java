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

  /**
   * Asks to lead nobody for a moment.
   *
   * @param database whose clients
   * @param node they are led to now
   * @param token of this effect; a router refuses one that is not newer than its own
   */
  record DrainRoute(DatabaseRef database, String node, Token token) {}

  /**
   * Clients are led to nobody, as far as the route can do that.
   *
   * @param kind of the route
   * @param drained whether it leads nobody now; where it cannot, the primary alone holds writes
   * @param closed connections that were closed
   */
  record RouteDrained(String kind, boolean drained, int closed) {}

  /**
   * Leads clients to nobody, or lets them wait, where the kind of route can do that. It is no proof
   * of anything; {@link #moveRoute} leads them on.
   */
  @ActivityMethod
  RouteDrained drainRoute(DrainRoute request);

  /** Moves the route, or shows that it already leads there. */
  @ActivityMethod
  RouteMoved moveRoute(MoveRoute request);
}
