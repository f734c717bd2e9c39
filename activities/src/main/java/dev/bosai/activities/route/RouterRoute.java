package dev.bosai.activities.route;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Bosai's own router: it keeps the newest token and refuses what is older. */
final class RouterRoute implements RouteKind {
  private static final int OK = 200;
  private static final int CONFLICT = 409;
  private static final String NOBODY = "";
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofMillis(20);

  private final Route.Router route;
  private final RouterClient routers;

  RouterRoute(Route.Router route, RouterClient routers) {
    this.route = route;
    this.routers = routers;
  }

  @Override
  public RouteFacts read() {
    try {
      RouterClient.Reply reply = routers.state(route.admin());
      String leads = reply.answer().node().isEmpty() ? name() + " leads to nobody" : "";
      String problem = reply.status() == OK ? leads : name() + " answered " + reply.status();
      return facts(reply.answer().node(), reply.answer().token(), problem);
    } catch (IOException e) {
      return facts("", Token.NONE, name() + " does not answer: " + e.getMessage());
    }
  }

  @Override
  public RouteMoved move(String node, Token token) {
    try {
      RouterClient.Reply taken = routers.move(route.admin(), node, token);
      require(taken);
      requireNode(routers.state(route.admin()), node);
      Greeting.require(route.at().get(0));
      return new RouteMoved(route.kind(), node, taken.answer().changed(), taken.answer().closed());
    } catch (IOException e) {
      throw Failures.of(
          FailureType.UNREACHABLE,
          name() + " or a server behind it does not answer: " + e.getMessage(),
          "see that the router runs and reaches \"" + node + "\", then retry");
    }
  }

  @Override
  public Drained drain(String node, Token token) {
    try {
      RouterClient.Reply taken = routers.move(route.admin(), NOBODY, token);
      require(taken);
      return new Drained(true, taken.answer().closed());
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  @Override
  public Cut cut(String node, Token token) {
    if (route.exclusive().isEmpty()) {
      throw Failures.of(
          FailureType.REFUSED,
          name() + " is not exclusive in this worker's system file; nothing was cut",
          "give the worker the system file that the run was started with");
    }
    try {
      RouterClient.Reply taken = routers.move(route.admin(), NOBODY, token);
      require(taken);
      RouterAnswer seen = left(node, token);
      return new Cut(
          seen.token(),
          List.of(
              name() + " leads to nobody under token " + seen.token(),
              taken.answer().closed() + " connections closed, 0 to \"" + node + "\" left"));
    } catch (IOException e) {
      throw unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failures.of(
          FailureType.UNEXPECTED,
          name() + " was left while its connections ended",
          "retry; what was done is found");
    }
  }

  private ApplicationFailure unanswered(IOException e) {
    return Failures.of(
        FailureType.UNREACHABLE,
        name() + " does not answer: " + e.getMessage(),
        "see that the router runs, then retry");
  }

  /** Returns what the router says once no connection to the node is left. */
  private RouterAnswer left(String node, Token token) throws IOException, InterruptedException {
    RouterAnswer seen =
        Poll.until(CLOSED_WITHIN, EVERY, () -> without(node))
            .orElseThrow(
                () ->
                    Failures.of(
                        FailureType.NOT_PROVEN,
                        name() + " still has connections to \"" + node + "\"",
                        "look at the router, then retry"));
    if (!seen.node().equals(NOBODY) || !seen.token().sameEffect(token)) {
      throw elsewhere(seen, "nobody under token " + token);
    }
    return seen;
  }

  private Optional<RouterAnswer> without(String node) throws IOException {
    return Optional.of(routers.state(route.admin()).answer())
        .filter(answer -> answer.connections(node) == 0);
  }

  private void require(RouterClient.Reply reply) {
    if (reply.status() == CONFLICT) {
      throw Failures.of(
          FailureType.STALE_TOKEN,
          name() + ": " + reply.answer().problem(),
          "a newer run or attempt leads clients now; look at its status");
    }
    if (reply.status() != OK) {
      throw Failures.of(
          FailureType.REFUSED,
          name() + " refused: " + reply.answer().problem(),
          "compare the router's --backend options with the system file, then retry");
    }
  }

  private void requireNode(RouterClient.Reply seen, String node) {
    if (!seen.answer().node().equals(node)) {
      throw elsewhere(seen.answer(), "\"" + node + "\"");
    }
  }

  private ApplicationFailure elsewhere(RouterAnswer seen, String expected) {
    return Failures.of(
        FailureType.UNEXPECTED,
        name()
            + " leads to \""
            + seen.node()
            + "\" under token "
            + seen.token()
            + ", expected "
            + expected,
        "look who else moves the route, then retry");
  }

  private RouteFacts facts(String node, Token token, String problem) {
    return new RouteFacts(route.kind(), node, token, problem);
  }

  private String name() {
    return "router at \"" + route.admin() + "\"";
  }
}
