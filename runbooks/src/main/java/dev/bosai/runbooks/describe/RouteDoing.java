package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.RouteVisitor;

/** Says what a run will do to lead clients to the new primary. */
final class RouteDoing implements RouteVisitor<String> {
  @Override
  public String router(Route.Router route) {
    return "moves the router at " + at(route) + " (control " + route.admin() + ")";
  }

  @Override
  public String libpq(Route.Libpq route) {
    return "moves nothing: clients find the writable one of " + at(route);
  }

  @Override
  public String haproxy(Route.Haproxy route) {
    return "at "
        + at(route)
        + " closes all servers but one of HAProxy's backend \""
        + route.backend()
        + "\" (control "
        + route.admin()
        + ")";
  }

  @Override
  public String pgbouncer(Route.Pgbouncer route) {
    return "at "
        + at(route)
        + " writes "
        + route.file()
        + " (worker of site "
        + route.site()
        + "), then has PgBouncer drop every connection and read it";
  }

  @Override
  public String command(Route.Command route) {
    return "for " + at(route) + " runs " + String.join(" ", route.move());
  }

  private static String at(Route route) {
    return String.join(", ", route.at());
  }
}
