package dev.bosai.activities.route;

import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.RouteVisitor;

/** Knows how each kind of route is led. */
final class RouteKinds {
  private final ClientRoute clients;
  private final Secrets secrets;
  private final Locks locks = new Locks();
  private final RouterClient routers = new RouterClient();

  RouteKinds(Secrets secrets) {
    this.secrets = secrets;
    this.clients = new ClientRoute(secrets);
  }

  /** Returns a database's route. */
  RouteKind of(Database database) {
    PrimaryCheck primary = new PrimaryCheck(clients);
    return database
        .route()
        .accept(
            new RouteVisitor<RouteKind>() {
              @Override
              public RouteKind router(Route.Router route) {
                return new RouterRoute(route, routers);
              }

              @Override
              public RouteKind libpq(Route.Libpq route) {
                return new LibpqRoute(database, clients);
              }

              @Override
              public RouteKind haproxy(Route.Haproxy route) {
                return new HaproxyRoute(database, route, primary);
              }

              @Override
              public RouteKind pgbouncer(Route.Pgbouncer route) {
                return new PgbouncerRoute(
                    database, route, new PgbouncerRoute.Tools(primary, secrets, locks));
              }

              @Override
              public RouteKind command(Route.Command route) {
                return new CommandRoute(database, route, primary);
              }
            });
  }
}
