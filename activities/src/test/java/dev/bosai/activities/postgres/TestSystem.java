package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.Site;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The configuration of a worker that takes care of a test's cluster. */
final class TestSystem {
  private TestSystem() {}

  static Protected of(Map<String, Node> nodes, Backups backups) {
    Database database =
        new Database(
            "postgres",
            "postgres",
            new Database.Admin("bosai", "env:BOSAI_PG"),
            nodes,
            List.of(Database.FenceMethod.NODE),
            new Route.Libpq(
                nodes.values().stream().map(node -> node.host() + ":" + node.port()).toList()),
            new Database.ProbeSettings("ops", Duration.ofMillis(200), "bosai.probe"),
            backups);
    return new Protected(
        new SystemFile(
            "lab",
            new TemporalService("127.0.0.1:7233", "default", ""),
            Map.of(
                "tokyo",
                new Site(true, Site.Role.DATA),
                "us-west",
                new Site(false, Site.Role.DATA)),
            Map.of("main", database),
            Map.of(),
            Map.of(),
            Map.of(),
            new Policy(Duration.ofSeconds(30), List.of(), List.of())));
  }
}
