package dev.bosai.activities.route;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.util.List;

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

  /**
   * What shows that clients are led to nobody.
   *
   * @param token under which that is; an earlier try's, if that one did it
   * @param shown what was seen, one sentence each
   */
  record Cut(Token token, List<String> shown) {}

  /**
   * Leads clients to nobody, and shows that none is led to a node any more.
   *
   * @param token of this attempt
   * @throws io.temporal.failure.ApplicationFailure if one may be, or the kind cannot show it
   */
  default Cut cut(String node, Token token) {
    throw Failures.of(
        FailureType.REFUSED,
        "this kind of route cannot show that nobody is led to \"" + node + "\"",
        "leave the fence method \"route\" out");
  }
}
