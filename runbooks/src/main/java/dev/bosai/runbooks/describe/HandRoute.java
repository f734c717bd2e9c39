package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.RouteVisitor;
import java.util.List;
import java.util.function.Function;

/** What a person types to lead clients to the node that the checklist calls NEW. */
final class HandRoute implements RouteVisitor<String> {
  private final Database database;
  private final List<NodeShell> nodes;

  HandRoute(Database database, List<NodeShell> nodes) {
    this.database = database;
    this.nodes = nodes;
  }

  @Override
  public String router(Route.Router router) {
    String url = NodeShell.quoted(router.admin().replaceAll("/$", "") + "/route");
    return "Read the router's `epoch`, put one more than that for `EPOCH`, and move it to NEW.\n\n"
        + NodeShell.shell(
            "curl -sS "
                + url
                + "\n"
                + ifNew(
                    node ->
                        "curl -sS -X PUT -H 'Content-Type: application/json' "
                            + url
                            + " -d '{\"node\":\""
                            + node.name()
                            + "\",\"token\":{\"epoch\":EPOCH,\"effect\":1,\"attempt\":1}}'"))
        + "- [ ] `curl -sS "
        + url
        + "` names NEW.\n";
  }

  @Override
  public String libpq(Route.Libpq route) {
    return "Nothing is moved: clients find the writable one of "
        + String.join(", ", route.at())
        + ".\n";
  }

  @Override
  public String haproxy(Route.Haproxy route) {
    String ask = " | socat - TCP:" + route.admin();
    return "Close every server but NEW, then open NEW.\n\n"
        + NodeShell.shell(
            NodeShell.each(
                    nodes,
                    node -> {
                      String server = route.backend() + "/" + node.name();
                      return "# if NEW is not "
                          + node.name()
                          + "\necho 'set server "
                          + server
                          + " state maint; shutdown sessions server "
                          + server
                          + "'"
                          + ask;
                    })
                + "\n"
                + ifNew(
                    node ->
                        "echo 'set server "
                            + route.backend()
                            + "/"
                            + node.name()
                            + " state ready'"
                            + ask))
        + "- [ ] `echo 'show stat'"
        + ask
        + "` shows every server but NEW in `MAINT`.\n";
  }

  @Override
  public String pgbouncer(Route.Pgbouncer route) {
    String name = database.database();
    return "On PgBouncer's host, site `"
        + route.site()
        + "`. Read the `dbname` of `"
        + name
        + ".bosai` in the file, and put one more than its first number for `EPOCH`.\n\n"
        + NodeShell.shell(
            console(route, "KILL \"" + name + "\"")
                + "\n"
                + ifNew(node -> edit(route, name, node))
                + "\n"
                + console(route, "RELOAD")
                + "\n"
                + console(route, "RESUME \"" + name + "\""))
        + "- [ ] `"
        + console(route, "SHOW DATABASES")
        + "` shows \""
        + name
        + "\" with NEW's host and port, not paused.\n";
  }

  private static String edit(Route.Pgbouncer route, String name, NodeShell node) {
    String line = "/^" + name.replace(".", "\\.");
    return "sed -i -e '%1$s *=/s/host=[^ ]*/host=%2$s/; %1$s *=/s/port=[^ ]*/port=%3$d/' -e '%1$s\\.bosai *=/s/dbname=.*/dbname=EPOCH.1.1/' %4$s"
        .formatted(line, node.host(), node.port(), NodeShell.quoted(route.file()));
  }

  static String console(Route.Pgbouncer route, String command) {
    String address = route.at().get(0);
    int colon = address.lastIndexOf(':');
    return "psql "
        + NodeShell.quoted(
            "host=%s port=%s user=%s dbname=pgbouncer"
                .formatted(
                    address.substring(0, colon),
                    address.substring(colon + 1),
                    route.admin().user()))
        + " -c "
        + NodeShell.quoted(command);
  }

  @Override
  public String command(Route.Command route) {
    String move = String.join(" ", route.move().stream().map(NodeShell::quoted).toList());
    String show = String.join(" ", route.show().stream().map(NodeShell::quoted).toList());
    return "Put a number for `EPOCH` that is higher than the program has seen.\n\n"
        + NodeShell.shell(
            ifNew(
                node ->
                    "BOSAI_NODE="
                        + node.name()
                        + " BOSAI_HOST="
                        + node.host()
                        + " BOSAI_PORT="
                        + node.port()
                        + " BOSAI_TOKEN=EPOCH.1.1 "
                        + move))
        + "- [ ] `"
        + show
        + "` prints NEW.\n";
  }

  private String ifNew(Function<NodeShell, String> line) {
    return NodeShell.each(nodes, node -> "# if NEW is " + node.name() + "\n" + line.apply(node));
  }
}
