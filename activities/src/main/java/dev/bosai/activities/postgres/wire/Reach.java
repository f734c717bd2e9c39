package dev.bosai.activities.postgres.wire;

import dev.bosai.activities.Protected;
import dev.bosai.activities.route.RouteReader;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks all nodes and the route at once; the slowest sets the time, never their sum. */
public final class Reach {
  private static final Duration SILENCE = Duration.ofSeconds(1);
  private static final Duration BOUND = Duration.ofMillis(2_500);
  private final Protected listed;
  private final Admins admins;
  private final RouteReader routes;

  /** Makes a reader over the worker's own configuration. */
  public Reach(Protected listed, Admins admins, RouteReader routes) {
    this.listed = listed;
    this.admins = admins;
    this.routes = routes;
  }

  /** Asks every node and the route. */
  public DatabaseFacts reach(DatabaseRef ref) throws InterruptedException {
    Database database = listed.database(ref);
    ExecutorService threads = Executors.newCachedThreadPool(Reach::thread);
    try {
      Map<String, Future<NodeFacts>> asked = new LinkedHashMap<>();
      database
          .nodes()
          .forEach(
              (name, node) -> asked.put(name, threads.submit(() -> node(name, node, database))));
      Future<RouteFacts> route = threads.submit(() -> routes.read(ref));
      return answers(asked, route, database);
    } finally {
      threads.shutdownNow();
    }
  }

  private DatabaseFacts answers(
      Map<String, Future<NodeFacts>> asked, Future<RouteFacts> route, Database database)
      throws InterruptedException {
    long end = System.nanoTime() + BOUND.toNanos();
    List<NodeFacts> nodes = new java.util.ArrayList<>();
    for (Map.Entry<String, Future<NodeFacts>> one : asked.entrySet()) {
      nodes.add(answer(one.getValue(), end, why -> NodeFacts.silent(one.getKey(), why)));
    }
    String kind = database.route().kind();
    return new DatabaseFacts(
        nodes, answer(route, end, why -> new RouteFacts(kind, "", Token.NONE, why)));
  }

  private static <T> T answer(
      Future<T> asked, long end, java.util.function.Function<String, T> silent)
      throws InterruptedException {
    try {
      return asked.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return silent.apply("no answer within " + BOUND.toMillis() + " ms");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return silent.apply(String.valueOf(cause.getMessage()));
    }
  }

  private NodeFacts node(String name, Node node, Database database) {
    Admins.Target target = Admins.Target.of(node.host(), node.port(), database, SILENCE);
    try (Connection connection = admins.open(database.admin(), target)) {
      return NodeReader.read(name, connection);
    } catch (SQLException e) {
      return NodeFacts.silent(name, reason(e));
    }
  }

  private static String reason(SQLException e) {
    Throwable deepest = e.getCause() == null ? e : e.getCause();
    return String.valueOf(e.getMessage())
        + (deepest.getMessage() == null || deepest == e ? "" : " (" + deepest.getMessage() + ")");
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "reach");
    thread.setDaemon(true);
    return thread;
  }
}
