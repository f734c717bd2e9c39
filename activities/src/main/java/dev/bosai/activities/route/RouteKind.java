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
   * What became of a drain.
   *
   * @param drained whether it leads nobody now, or lets clients wait
   * @param closed connections that were closed
   */
  record Drained(boolean drained, int closed) {}

  /**
   * Leads clients to nobody for a moment, or lets them wait, if the kind can; it proves nothing.
   * {@link #move} leads them on.
   *
   * @param node they are led to now
   * @param token of this attempt
   */
  default Drained drain(String node, Token token) {
    return new Drained(false, 0);
  }

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
