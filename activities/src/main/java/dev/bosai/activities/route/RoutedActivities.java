package dev.bosai.activities.route;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RouteActivities;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.function.IntSupplier;

/** Moves routes of the kinds that the system file knows, each with the check that it took. */
public final class RoutedActivities implements RouteActivities {
  private static final int OK = 200;
  private static final int CONFLICT = 409;

  private final Protected listed;
  private final IntSupplier attempt;
  private final RouterClient routers = new RouterClient();
  private final PrimaryCheck primary;

  /**
   * Makes the adapter.
   *
   * @param listed what this worker may touch
   * @param secrets for the database's password
   * @param attempt says which try of its effect the running one is, from 1
   */
  public RoutedActivities(Protected listed, Secrets secrets, IntSupplier attempt) {
    this.listed = listed;
    this.attempt = attempt;
    this.primary = new PrimaryCheck(new ClientRoute(secrets));
  }

  @Override
  public RouteMoved moveRoute(MoveRoute request) {
    Database database = listed.database(request.database());
    if (database.route() instanceof Route.Router router) {
      return moved(router, request.node(), request.token().withAttempt(attempt.getAsInt()));
    }
    // Clients pick the writable server themselves: there is nothing to move, only to see.
    primary.require(database, listed.node(request.database().node(request.node())));
    return new RouteMoved("libpq", request.node(), false, 0);
  }

  private RouteMoved moved(Route.Router router, String node, Token token) {
    try {
      RouterClient.Reply taken = routers.move(router.admin(), node, token);
      require(taken, router);
      RouterClient.Reply seen = routers.state(router.admin());
      requireNode(seen, router, node);
      Greeting.require(router.at().get(0));
      return new RouteMoved("router", node, taken.answer().changed(), taken.answer().closed());
    } catch (IOException e) {
      throw Failures.of(
          FailureType.UNREACHABLE,
          "router at \""
              + router.admin()
              + "\" or a server behind it does not answer: "
              + e.getMessage(),
          "see that the router runs and reaches \"" + node + "\", then retry");
    }
  }

  private static void require(RouterClient.Reply reply, Route.Router router) {
    if (reply.status() == CONFLICT) {
      throw Failures.of(
          FailureType.STALE_TOKEN,
          "router at \"" + router.admin() + "\": " + reply.answer().problem(),
          "a newer run or attempt leads clients now; look at its status");
    }
    if (reply.status() != OK) {
      throw Failures.of(
          FailureType.REFUSED,
          "router at \"" + router.admin() + "\" refused: " + reply.answer().problem(),
          "compare the router's --backend options with the system file, then retry");
    }
  }

  private static void requireNode(RouterClient.Reply seen, Route.Router router, String node) {
    if (!seen.answer().node().equals(node)) {
      throw leadsElsewhere(seen, router, node);
    }
  }

  private static ApplicationFailure leadsElsewhere(
      RouterClient.Reply seen, Route.Router router, String node) {
    return Failures.of(
        FailureType.UNEXPECTED,
        "router at \""
            + router.admin()
            + "\" leads to \""
            + seen.answer().node()
            + "\" under token "
            + seen.answer().token()
            + ", expected \""
            + node
            + "\"",
        "look who else moves the route, then retry");
  }
}
