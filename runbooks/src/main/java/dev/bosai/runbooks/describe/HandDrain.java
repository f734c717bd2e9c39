package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.RouteVisitor;
import java.util.List;

/** What a person types to lead clients to nobody for a moment. */
final class HandDrain implements RouteVisitor<String> {
  private final Database database;
  private final List<NodeShell> nodes;

  HandDrain(Database database, List<NodeShell> nodes) {
    this.database = database;
    this.nodes = nodes;
  }

  @Override
  public String router(Route.Router router) {
    String url = NodeShell.quoted(router.admin().replaceAll("/$", "") + "/route");
    return "Read the router's `epoch`, put one more than that for `EPOCH`, and have it lead nobody.\n\n"
        + NodeShell.shell(
            "curl -sS "
                + url
                + "\ncurl -sS -X PUT -H 'Content-Type: application/json' "
                + url
                + " -d '{\"node\":\"\",\"token\":{\"epoch\":EPOCH,\"effect\":1,\"attempt\":1}}'");
  }

  @Override
  public String libpq(Route.Libpq route) {
    return "The route is left alone: clients find the primary by themselves.\n\n";
  }

  @Override
  public String haproxy(Route.Haproxy route) {
    return "Close every server.\n\n"
        + NodeShell.shell(
            NodeShell.each(
                nodes,
                node ->
                    "echo 'set server %1$s state maint; shutdown sessions server %1$s' | socat - TCP:%2$s"
                        .formatted(route.backend() + "/" + node.name(), route.admin())));
  }

  @Override
  public String pgbouncer(Route.Pgbouncer route) {
    return "Let clients wait at PgBouncer.\n\n"
        + NodeShell.shell(HandRoute.console(route, "KILL \"" + database.database() + "\""));
  }

  @Override
  public String command(Route.Command route) {
    return "The route is left alone: its program cannot lead to nobody.\n\n";
  }
}
