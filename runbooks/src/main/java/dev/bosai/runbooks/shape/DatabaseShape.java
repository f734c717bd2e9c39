package dev.bosai.runbooks.shape;

import static dev.bosai.runbooks.shape.Key.fallback;
import static dev.bosai.runbooks.shape.Key.optional;
import static dev.bosai.runbooks.shape.Key.required;
import static dev.bosai.runbooks.shape.Shapes.NAME;
import static dev.bosai.runbooks.shape.Shapes.command;
import static dev.bosai.runbooks.shape.Shapes.named;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What one database of a system file looks like. */
final class DatabaseShape {
  private static final Shape ADDRESS = new Shape.Text(TextKind.ADDRESS);

  /** One database. */
  static final Shape DATABASE =
      new Shape.Fields(
          List.of(
              fallback(
                  "kind",
                  new Shape.Words(List.of("postgres"), List.of("supabase")),
                  "postgres",
                  "The provider."),
              required("database", NAME, "The name clients connect to."),
              required("admin", admin("A superuser of the cluster."), "How Bosai connects."),
              required("nodes", named(node(), 2), "Database servers, by name."),
              optional(
                  "fence",
                  new Shape.Sequence(fence(), 1),
                  "Fence methods in the order they are tried; `[node]` without it."),
              required("route", route(), "How clients reach the primary."),
              optional("probe", probe(), "How outage and loss are measured."),
              optional("backups", backups(), "Where backups and archived WAL are.")),
          List.of());

  private DatabaseShape() {}

  private static Shape admin(String user) {
    return new Shape.Fields(
        List.of(
            required("user", NAME, user),
            optional(
                "password",
                new Shape.Text(TextKind.SECRET),
                "Where the password is found: `env:NAME` or `file:/path`. Without it none is"
                    + " sent.")),
        List.of());
  }

  private static Shape node() {
    return new Shape.Fields(
        List.of(
            required("site", NAME, "Where it stands."),
            required("host", new Shape.Text(TextKind.HOST), "How other sites reach it."),
            fallback("port", new Shape.Count(1, 65535), "5432", "How other sites reach it."),
            required("data", new Shape.Text(TextKind.PATH), "Its data directory, as a whole path."),
            required("control", control(), "How the server is started and stopped on its host."),
            optional(
                "bin",
                new Shape.Text(TextKind.PATH),
                "Folder of PostgreSQL's programs; found by the data directory's version without"
                    + " it.")),
        List.of());
  }

  private static Shape control() {
    return new Shape.Either(
        List.of(
            new Shape.Words(List.of("pg_ctl"), List.of("systemd")),
            new Shape.Fields(
                List.of(
                    required("start", command(), "Program and arguments that start it."),
                    required(
                        "stop",
                        command(),
                        "Program and arguments that stop it and return when it is stopped.")),
                List.of("systemd"))));
  }

  private static Shape fence() {
    return new Shape.Either(
        List.of(
            new Shape.Words(List.of("node", "route"), List.of()),
            new Shape.Fields(
                List.of(
                    required(
                        "isolate",
                        command(),
                        "Program that cuts off the power or network of `$BOSAI_NODE`; exit code 4:"
                            + " stale."),
                    required(
                        "verify",
                        command(),
                        "Program that prints `isolated`, and nothing else, while it is cut off."),
                    optional(
                        "from",
                        NAME,
                        "Site without a node whose worker runs both; the candidate's without"
                            + " it. `verify` runs on the candidate's host once more.")),
                List.of())));
  }

  private static Shape route() {
    Map<String, Shape.Fields> kinds = new LinkedHashMap<>();
    kinds.put(
        "router",
        new Shape.Fields(
            List.of(
                required("at", new Shape.Sequence(ADDRESS, 1), "The address clients connect to."),
                required(
                    "admin",
                    new Shape.Text(TextKind.URL),
                    "Base URL of the router's control interface."),
                required(
                    "backends",
                    named(ADDRESS, 2),
                    "For each node, its address as the router reaches it."),
                optional(
                    "exclusive",
                    new Shape.Sequence(new Shape.Text(TextKind.LINE), 1),
                    "If no client ever comes in another way: the addresses under which the nodes"
                        + " see the router. Needed by the fence method `route`.")),
            List.of()));
    kinds.put(
        "libpq",
        new Shape.Fields(
            List.of(required("at", new Shape.Sequence(ADDRESS, 2), "The address of every node.")),
            List.of("exclusive")));
    kinds.put("haproxy", haproxy());
    kinds.put("pgbouncer", pgbouncer());
    kinds.put("command", programs());
    return new Shape.Kinds(kinds, List.of());
  }

  private static Shape.Fields haproxy() {
    return new Shape.Fields(
        List.of(
            required("at", new Shape.Sequence(ADDRESS, 1), "The address clients connect to."),
            required("admin", ADDRESS, "Where its runtime interface listens, at level `admin`."),
            required("backend", NAME, "The section whose servers are named like the nodes.")),
        List.of("exclusive"));
  }

  private static Shape.Fields pgbouncer() {
    return new Shape.Fields(
        List.of(
            required("at", new Shape.Sequence(ADDRESS, 1), "The address clients connect to."),
            required("site", NAME, "The site whose worker runs on PgBouncer's host."),
            required(
                "file",
                new Shape.Text(TextKind.PATH),
                "A file on that host which PgBouncer's configuration includes and Bosai replaces."),
            required(
                "admin",
                admin("One of PgBouncer's `admin_users`."),
                "How Bosai connects to its console, at the same address.")),
        List.of("exclusive"));
  }

  private static Shape.Fields programs() {
    return new Shape.Fields(
        List.of(
            required("at", new Shape.Sequence(ADDRESS, 1), "The address clients connect to."),
            required(
                "move",
                command(),
                "Program that leads clients to `$BOSAI_NODE`; exit code 4: stale."),
            required("show", command(), "Program that prints the node clients are led to.")),
        List.of("exclusive"));
  }

  private static Shape backups() {
    Map<String, Shape.Fields> kinds = new LinkedHashMap<>();
    kinds.put(
        "basebackup",
        provider(
            required(
                "directory",
                new Shape.Text(TextKind.PATH),
                "The repository: the same files under the same path on every node's host.")));
    kinds.put(
        "pgbackrest",
        provider(
            required("stanza", NAME, "The cluster's name in pgBackRest's configuration."),
            optional(
                "config",
                new Shape.Text(TextKind.PATH),
                "pgBackRest's configuration file on every node's host; its own default without"
                    + " it."),
            required(
                "records",
                new Shape.Text(TextKind.PATH),
                "What Bosai keeps of backups, proofs and catalogs: the same files under the same"
                    + " path on every node's host.")));
    return new Shape.Kinds(kinds, List.of("supabase"));
  }

  private static Shape.Fields provider(Key... own) {
    return new Shape.Fields(
        Stream.concat(
                Stream.of(own),
                Stream.of(
                    fallback(
                        "proven-within",
                        new Shape.Time(false),
                        "26h",
                        "A restore that was proven longer ago is an alarm."),
                    optional("keep", keep(), "How long backups and WAL stay."),
                    optional(
                        "checks",
                        new Shape.Sequence(check(), 1),
                        "What a restore must answer to count as proven.")))
            .toList(),
        List.of());
  }

  private static Shape check() {
    return new Shape.Fields(
        List.of(
            required("sql", new Shape.Text(TextKind.ANY), "One statement that only reads."),
            fallback(
                "expect",
                new Shape.Text(TextKind.ANY),
                "t",
                "What the first column of its first row must read.")),
        List.of());
  }

  private static Shape keep() {
    return new Shape.Fields(
        List.of(
            fallback(
                "daily", new Shape.Count(1, 366), "7", "How many days keep their newest backup."),
            fallback(
                "weekly", new Shape.Count(0, 520), "4", "How many weeks keep their newest backup."),
            fallback(
                "monthly",
                new Shape.Count(0, 120),
                "6",
                "How many months keep their newest backup."),
            fallback(
                "wal", new Shape.Time(false), "7d", "How far back every moment can be reached.")),
        List.of());
  }

  private static Shape probe() {
    return new Shape.Fields(
        List.of(
            optional(
                "from", NAME, "The site it runs in; the first witness site without it, or home."),
            fallback("every", new Shape.Time(false), "200ms", "Pause between two writes."),
            fallback(
                "table",
                new Shape.Text(TextKind.TABLE),
                "bosai.probe",
                "The table it writes; created where missing.")),
        List.of());
  }
}
