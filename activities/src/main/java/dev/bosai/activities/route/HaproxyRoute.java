package dev.bosai.activities.route;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.runbooks.system.Database;
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
import java.util.stream.Collectors;

/**
 * HAProxy, led over its runtime interface: every server but one is put into maintenance and its
 * sessions are ended, before the one takes clients, so that at no moment two do (HAProxy Management
 * Guide, 9.3).
 */
final class HaproxyRoute implements RouteKind {
  private static final Duration ENDED_WITHIN = Duration.ofSeconds(3);
  private static final Duration EVERY = Duration.ofMillis(20);

  private final Database database;
  private final Route.Haproxy route;
  private final PrimaryCheck primary;
  private final HaproxyClient client;

  HaproxyRoute(Database database, Route.Haproxy route, PrimaryCheck primary) {
    this.database = database;
    this.route = route;
    this.primary = primary;
    this.client = new HaproxyClient(route.admin(), route.backend());
  }

  @Override
  public RouteFacts read() {
    try {
      List<String> open = open(client.servers());
      return open.size() == 1
          ? facts(open.get(0), "")
          : facts("", name() + " leads to " + open + ", expected one server");
    } catch (IOException e) {
      return facts("", name() + " does not answer: " + e.getMessage());
    }
  }

  @Override
  public RouteMoved move(String node, Token token) {
    try {
      List<HaproxyClient.Server> before = client.servers();
      require(before, node);
      boolean there = alone(before, node);
      if (!there) {
        lead(before, node);
      }
      awaitAlone(node);
      primary.require(database, node);
      return new RouteMoved(route.kind(), node, !there, sessionsElsewhere(before, node));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw elsewhere("was left while its sessions ended", node);
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  @Override
  public Drained drain(String node, Token token) {
    try {
      List<HaproxyClient.Server> servers = client.servers();
      require(servers, node);
      for (HaproxyClient.Server server : servers) {
        client.close(server.name());
      }
      return new Drained(true, sessionsElsewhere(servers, ""));
    } catch (IOException e) {
      throw unanswered(e);
    }
  }

  private ApplicationFailure unanswered(IOException e) {
    return Failures.of(
        FailureType.UNREACHABLE,
        name() + " does not answer: " + e.getMessage(),
        "see that HAProxy runs and its runtime interface is at level admin, then retry");
  }

  private void lead(List<HaproxyClient.Server> servers, String node) throws IOException {
    for (HaproxyClient.Server server : servers) {
      if (!server.name().equals(node)) {
        client.close(server.name());
      }
    }
    client.open(node);
  }

  private void require(List<HaproxyClient.Server> servers, String node) {
    if (servers.stream().noneMatch(server -> server.name().equals(node))) {
      throw Failures.of(
          FailureType.REFUSED,
          name()
              + " has no server \""
              + node
              + "\", found "
              + servers.stream().map(HaproxyClient.Server::name).toList(),
          "name the backend's servers like the system file's nodes, then retry");
    }
  }

  // Sessions end one by one after the command that ends them has been answered.
  private void awaitAlone(String node) throws IOException, InterruptedException {
    Optional<String> alone =
        Poll.until(
            ENDED_WITHIN,
            EVERY,
            () -> alone(client.servers(), node) ? Optional.of(node) : Optional.empty());
    if (alone.isEmpty()) {
      List<HaproxyClient.Server> now = client.servers();
      throw elsewhere(
          "leads to " + open(now) + " with " + sessionsElsewhere(now, node) + " other sessions",
          node);
    }
  }

  private static boolean alone(List<HaproxyClient.Server> servers, String node) {
    return open(servers).equals(List.of(node)) && sessionsElsewhere(servers, node) == 0;
  }

  private ApplicationFailure elsewhere(String found, String node) {
    return Failures.of(
        FailureType.UNEXPECTED,
        name() + " " + found + ", expected \"" + node + "\" alone",
        "look who else sets its servers' state, then retry");
  }

  private static List<String> open(List<HaproxyClient.Server> servers) {
    return servers.stream()
        .filter(HaproxyClient.Server::takesClients)
        .map(HaproxyClient.Server::name)
        .collect(Collectors.toList());
  }

  private static int sessionsElsewhere(List<HaproxyClient.Server> servers, String node) {
    return servers.stream()
        .filter(server -> !server.name().equals(node))
        .mapToInt(HaproxyClient.Server::sessions)
        .sum();
  }

  private RouteFacts facts(String node, String problem) {
    return new RouteFacts(route.kind(), node, Token.NONE, problem);
  }

  private String name() {
    return "HAProxy at \"" + route.admin() + "\", backend \"" + route.backend() + "\",";
  }
}
