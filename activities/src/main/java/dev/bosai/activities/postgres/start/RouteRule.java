package dev.bosai.activities.postgres.start;

import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a route says against a start. Whoever moved it meant the node it leads to, so it is believed
 * unless this node was promoted under a newer token and the route is yet to follow. A route that
 * knows no tokens is believed too, unless the node it leads to says itself that it takes no writes.
 */
final class RouteRule {
  private RouteRule() {}

  static Optional<StartAnswer> against(Directory here, Around around) {
    RouteFacts route = known(around);
    if (route == null || route.node().equals(here.node())) {
      return Optional.empty();
    }
    if (route.node().isEmpty()) {
      return isNewer(route, here) ? Optional.of(cut(route, here)) : Optional.empty();
    }
    boolean believed =
        isBare(route)
            ? around.knows(route.node()) && !around.isStandby(route.node(), here)
            : isNewer(route, here);
    return believed ? Optional.of(elsewhere(route, here)) : Optional.empty();
  }

  static boolean leadsHere(Directory here, Around around) {
    RouteFacts route = known(around);
    return route != null && route.node().equals(here.node());
  }

  /** Returns what is odd about the route although it does not stand against a start. */
  static List<String> warnings(Directory here, Around around) {
    RouteFacts route = known(around);
    return route == null || route.node().isEmpty() || route.node().equals(here.node())
        ? List.of()
        : List.of(
            "the route leads clients to \"" + route.node() + "\"" + under(route) + ", not here");
  }

  private static @Nullable RouteFacts known(Around around) {
    RouteFacts route = around.route();
    return route == null || !route.problem().isEmpty() ? null : route;
  }

  private static boolean isBare(RouteFacts route) {
    return route.token().equals(Token.NONE);
  }

  private static boolean isNewer(RouteFacts route, Directory here) {
    return route.token().compareTo(here.promoted()) > 0;
  }

  private static StartAnswer cut(RouteFacts route, Directory here) {
    return StartRule.refused(
        Reason.ROUTE_CUT,
        "the route leads no client to a node since it was cut%s; node \"%s\" %s"
            .formatted(under(route), here.node(), promoted(here)),
        "\"bosai status\" shows the run that fenced the node there");
  }

  private static StartAnswer elsewhere(RouteFacts route, Directory here) {
    return StartRule.refused(
        Reason.ROUTE_ELSEWHERE,
        "the route leads clients to node \"%s\"%s; node \"%s\" %s"
            .formatted(route.node(), under(route), here.node(), promoted(here)),
        "\"bosai start reprotect\" brings the node back as a standby; if it is the primary, lead"
            + " the route to it first");
  }

  private static String under(RouteFacts route) {
    return isBare(route) ? "" : " under token " + route.token();
  }

  private static String promoted(Directory here) {
    return here.promoted().equals(Token.NONE)
        ? "was not promoted to its timeline by a run"
        : "was promoted under token " + here.promoted();
  }
}
