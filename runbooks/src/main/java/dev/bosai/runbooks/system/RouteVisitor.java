package dev.bosai.runbooks.system;

/**
 * An interpreter of routes.
 *
 * @param <R> what it makes of a route
 */
public interface RouteVisitor<R> {
  /** Interprets Bosai's own router. */
  R router(Route.Router route);

  /** Interprets a route that clients choose themselves. */
  R libpq(Route.Libpq route);

  /** Interprets HAProxy. */
  R haproxy(Route.Haproxy route);

  /** Interprets PgBouncer. */
  R pgbouncer(Route.Pgbouncer route);

  /** Interprets a route that programs lead. */
  R command(Route.Command route);
}
