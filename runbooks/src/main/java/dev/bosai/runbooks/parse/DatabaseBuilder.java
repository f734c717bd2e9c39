package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.system.Backups;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Database.FenceMethod;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the records of one database out of what was read. */
final class DatabaseBuilder {
  private final Map<String, Site> sites;

  DatabaseBuilder(Map<String, Site> sites) {
    this.sites = sites;
  }

  Database database(Found found) {
    return new Database(
        found.get("kind").text(),
        found.get("database").text(),
        admin(found.get("admin")),
        SystemBuilder.each(found.get("nodes"), DatabaseBuilder::node),
        fence(found.maybe("fence")),
        route(found.get("route")),
        probe(found.maybe("probe")),
        backups(found.maybe("backups")));
  }

  private static Database.Admin admin(Found found) {
    return new Database.Admin(found.get("user").text(), found.textOr("password", ""));
  }

  private static Node node(Found found) {
    return new Node(
        found.get("site").text(),
        found.get("host").text(),
        found.get("port").count(),
        found.get("data").text(),
        control(found.get("control"), found.textOr("bin", "")));
  }

  private static NodeControl control(Found found, String bin) {
    return found.isText()
        ? new NodeControl.PgCtl(bin)
        : new NodeControl.Programs(found.get("start").texts(), found.get("stop").texts(), bin);
  }

  private static List<FenceMethod> fence(@Nullable Found found) {
    return found == null
        ? List.of(FenceMethod.NODE)
        : found.items().stream().map(DatabaseBuilder::method).toList();
  }

  private static FenceMethod method(Found found) {
    return found.isText()
        ? word(found.text())
        : new Database.Isolate(
            found.get("isolate").texts(), found.get("verify").texts(), found.textOr("from", ""));
  }

  private static FenceMethod word(String word) {
    return word.equals(FenceMethod.ROUTE.word()) ? FenceMethod.ROUTE : FenceMethod.NODE;
  }

  private static Route route(Found found) {
    List<String> at = found.get("at").texts();
    return switch (found.get("kind").text()) {
      case "router" ->
          new Route.Router(
              at,
              found.get("admin").text(),
              SystemBuilder.each(found.get("backends"), Found::text),
              texts(found.maybe("exclusive")));
      case "haproxy" ->
          new Route.Haproxy(at, found.get("admin").text(), found.get("backend").text());
      case "pgbouncer" ->
          new Route.Pgbouncer(
              at, found.get("site").text(), found.get("file").text(), admin(found.get("admin")));
      case "command" -> new Route.Command(at, found.get("move").texts(), found.get("show").texts());
      default -> new Route.Libpq(at);
    };
  }

  private static List<String> texts(@Nullable Found found) {
    return found == null ? List.of() : found.texts();
  }

  private static @Nullable Backups backups(@Nullable Found found) {
    if (found == null) {
      return null;
    }
    Duration provenWithin = found.get("proven-within").time();
    Backups.Keep keep = keep(found.maybe("keep"));
    List<Backups.SqlCheck> checks = checks(found.maybe("checks"));
    return found.get("kind").text().equals("pgbackrest")
        ? new Backups.Pgbackrest(
            found.get("stanza").text(),
            found.textOr("config", ""),
            found.get("records").text(),
            provenWithin,
            keep,
            checks)
        : new Backups.Basebackup(found.get("directory").text(), provenWithin, keep, checks);
  }

  private static List<Backups.SqlCheck> checks(@Nullable Found found) {
    return found == null
        ? List.of()
        : found.items().stream()
            .map(check -> new Backups.SqlCheck(check.get("sql").text(), check.get("expect").text()))
            .toList();
  }

  private static Backups.Keep keep(@Nullable Found found) {
    return found == null
        ? Backups.Keep.USUAL
        : new Backups.Keep(
            found.get("daily").count(),
            found.get("weekly").count(),
            found.get("monthly").count(),
            found.get("wal").time());
  }

  private Database.ProbeSettings probe(@Nullable Found found) {
    if (found == null) {
      return new Database.ProbeSettings(outside(), Duration.ofMillis(200), "bosai.probe");
    }
    return new Database.ProbeSettings(
        found.textOr("from", outside()), found.get("every").time(), found.get("table").text());
  }

  /** The probe belongs outside the data sites, where neither side's failure silences it. */
  private String outside() {
    return first(Site.Role.WITNESS).orElseGet(this::home);
  }

  private Optional<String> first(Site.Role role) {
    return sites.entrySet().stream()
        .filter(site -> site.getValue().role() == role)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private String home() {
    return sites.entrySet().stream()
        .filter(site -> site.getValue().home())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }
}
