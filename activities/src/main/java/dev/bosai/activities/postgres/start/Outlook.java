package dev.bosai.activities.postgres.start;

import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Reach;
import dev.bosai.activities.route.RouteReader;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.DatabaseFacts;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks the other nodes and the route, all at once, each within its own bound. */
final class Outlook {
  private static final Duration LAST_WORDS = Duration.ofMillis(300);
  private final Protected listed;
  private final Admins admins;
  private final RouteReader routes;

  Outlook(Protected listed, Admins admins, RouteReader routes) {
    this.listed = listed;
    this.admins = admins;
    this.routes = routes;
  }

  Around around(NodeRef node) throws InterruptedException {
    DatabaseRef database = new DatabaseRef(node.system(), node.database());
    boolean chosen = listed.database(database).route() instanceof Route.Libpq;
    CountDownLatch read = new CountDownLatch(1);
    try {
      DatabaseFacts facts =
          new Reach(listed, admins, ref -> route(ref, chosen, read)).reach(database);
      return new Around(
          facts.nodes().stream().filter(other -> !other.node().equals(node.node())).toList(),
          chosen ? null : facts.route());
    } finally {
      // A program of the user's that shows the route is ended with its reader, before this process.
      read.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Returns what is known when not even the asking came to an end. */
  Around silent(NodeRef node, Duration bound) {
    Database database = listed.database(new DatabaseRef(node.system(), node.database()));
    String why = "no answer within " + bound.toMillis() + " ms";
    return new Around(
        database.nodes().keySet().stream()
            .filter(name -> !name.equals(node.node()))
            .map(name -> NodeFacts.silent(name, why))
            .toList(),
        database.route() instanceof Route.Libpq
            ? null
            : new RouteFacts(database.route().kind(), "", Token.NONE, why));
  }

  private RouteFacts route(DatabaseRef ref, boolean chosen, CountDownLatch read) {
    try {
      return chosen ? new RouteFacts("libpq", "", Token.NONE, "") : routes.read(ref);
    } finally {
      read.countDown();
    }
  }
}
