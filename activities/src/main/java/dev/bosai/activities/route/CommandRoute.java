package dev.bosai.activities.route;

import dev.bosai.activities.Failures;
import dev.bosai.activities.program.Programs;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route that two programs of the user's own lead. What they say is not enough: afterwards the
 * route itself must reach the new primary.
 */
final class CommandRoute implements RouteKind {
  private static final int STALE = 4;

  private final Database database;
  private final Route.Command route;
  private final PrimaryCheck primary;
  private final Programs programs = new Programs();

  CommandRoute(Database database, Route.Command route, PrimaryCheck primary) {
    this.database = database;
    this.route = route;
    this.primary = primary;
  }

  @Override
  public RouteFacts read() {
    try {
      return new RouteFacts(route.kind(), shown(), Token.NONE, "");
    } catch (ApplicationFailure e) {
      return new RouteFacts(route.kind(), "", Token.NONE, e.getOriginalMessage());
    }
  }

  @Override
  public RouteMoved move(String node, Token token) {
    boolean there = shown().equals(node);
    if (!there) {
      lead(node, token);
      String now = shown();
      if (!now.equals(node)) {
        throw elsewhere(node, now);
      }
    }
    primary.require(database, node);
    return new RouteMoved(route.kind(), node, !there, 0);
  }

  private void lead(String node, Token token) {
    Programs.Call call = new Programs.Call(route.move(), environment(node, token), "");
    Programs.Ended ended = programs.run(call);
    if (ended.exitCode() == STALE) {
      throw Failures.of(
          FailureType.STALE_TOKEN,
          "program \"" + route.move().get(0) + "\" refused token " + token + ": " + last(ended),
          "a newer run or attempt leads clients now; look at its status");
    }
    if (ended.exitCode() != 0) {
      throw Programs.badly(call, ended);
    }
  }

  private Map<String, String> environment(String node, Token token) {
    @Nullable Node leadsTo = database.nodes().get(node);
    return Map.of(
        "BOSAI_NODE",
        node,
        "BOSAI_HOST",
        leadsTo == null ? "" : leadsTo.host(),
        "BOSAI_PORT",
        leadsTo == null ? "" : Integer.toString(leadsTo.port()),
        "BOSAI_TOKEN",
        token.toString());
  }

  private String shown() {
    return last(programs.runWell(new Programs.Call(route.show(), Map.of(), "")));
  }

  // Programs warn before they answer; the answer is the last line.
  private static String last(Programs.Ended ended) {
    List<String> lines = ended.output().strip().lines().toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
  }

  private ApplicationFailure elsewhere(String node, String now) {
    return Failures.of(
        FailureType.UNEXPECTED,
        "program \""
            + route.show().get(0)
            + "\" says that clients are led to \""
            + now
            + "\", expected \""
            + node
            + "\"",
        "see what \"" + route.move().get(0) + "\" did, then retry");
  }
}
