package dev.bosai.workflows.backup;

import dev.bosai.runbooks.system.Backups;
import dev.bosai.runbooks.system.Channel;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.Site;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Orders for the database of a small shop. */
public final class Orders {
  private Orders() {}

  /** Returns an order by somebody, without a reason. */
  public static BackupOrder by(String who) {
    return new BackupOrder(shop(), "main", who, "");
  }

  private static SystemFile shop() {
    Map<String, Site> sites = new TreeMap<>();
    sites.put("tokyo", new Site(true, Site.Role.DATA));
    sites.put("us-west", new Site(false, Site.Role.DATA));
    sites.put("ops", new Site(false, Site.Role.WITNESS));
    return new SystemFile(
        "shop",
        new TemporalService("127.0.0.1:7233", "default", ""),
        sites,
        Map.of("main", database()),
        Map.of(),
        Map.of("incident", new Channel.Webhook("http://127.0.0.1:8/")),
        Map.of(),
        new Policy(Duration.ofSeconds(30), List.of("commander"), List.of()));
  }

  private static Database database() {
    Map<String, Node> nodes = new TreeMap<>();
    nodes.put("db1", node("tokyo"));
    nodes.put("db2", node("us-west"));
    return new Database(
        "postgres",
        "shop",
        new Database.Admin("bosai", ""),
        nodes,
        List.of(Database.FenceMethod.NODE),
        new Route.Router(List.of("127.0.0.1:5"), "http://127.0.0.1:6", Map.of()),
        new Database.ProbeSettings("ops", Duration.ofMillis(100), "bosai.probe"),
        new Backups.Basebackup("/backups", Duration.ofHours(26), Backups.Keep.USUAL, List.of()));
  }

  private static Node node(String site) {
    return new Node(site, "127.0.0.1", 5432, "/data", new NodeControl.PgCtl(""));
  }
}
