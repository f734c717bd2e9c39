package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.RouteVisitor;

/** Says what a run will do to lead clients to nobody for a moment. */
final class DrainDoing implements RouteVisitor<String> {
  @Override
  public String router(Route.Router route) {
    return "has the router at " + String.join(", ", route.at()) + " lead nobody";
  }

  @Override
  public String libpq(Route.Libpq route) {
    return "clients find the primary by themselves, so the route is left alone";
  }

  @Override
  public String haproxy(Route.Haproxy route) {
    return "closes all servers of HAProxy's backend \"" + route.backend() + "\"";
  }

  @Override
  public String pgbouncer(Route.Pgbouncer route) {
    return "has PgBouncer drop every connection and let clients wait";
  }

  @Override
  public String command(Route.Command route) {
    return "the route's program cannot lead to nobody, so the route is left alone";
  }
}
