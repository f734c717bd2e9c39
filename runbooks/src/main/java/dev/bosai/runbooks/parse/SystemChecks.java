package dev.bosai.runbooks.parse;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that the parts of a system file fit together. */
final class SystemChecks {
  private static final Set<String> PROGRAMS =
      Set.of("command", "start", "stop", "move", "show", "isolate", "verify");

  private final Problems problems;

  SystemChecks(Problems problems) {
    this.problems = problems;
  }

  void check(Found file) {
    Map<String, Found> sites = file.get("sites").entries();
    homes(file.get("sites"));
    file.get("databases").entries().values().forEach(database -> database(database, sites));
    new FenceChecks(problems).check(file);
    new RepositoryChecks(problems).check(file.get("databases").entries());
    new PeopleChecks(problems).check(file);
    commands(file);
    encryption(file.maybe("temporal"));
  }

  private void encryption(@Nullable Found temporal) {
    Found encryption = temporal == null ? null : temporal.maybe("encryption");
    if (encryption != null) {
      known(encryption.get("with"), encryption.get("keys").entries().keySet(), "key");
    }
  }

  private void homes(Found sites) {
    List<String> homes =
        sites.entries().entrySet().stream()
            .filter(site -> site.getValue().get("home").flag())
            .map(Map.Entry::getKey)
            .toList();
    if (homes.size() != 1 && !sites.entries().isEmpty()) {
      problems.add(
          sites.place(),
          "home sites are " + (homes.isEmpty() ? "none" : Nearest.quoted(homes)) + ", expected one",
          "mark the site where the service normally runs with \"{home: true}\", and no other");
    }
    sites.entries().values().stream()
        .filter(site -> site.get("home").flag() && site.get("role").text().equals("witness"))
        .forEach(
            site ->
                problems.add(
                    site.place(),
                    "a witness site cannot be home",
                    "remove \"home\" or \"role: witness\""));
  }

  private void database(Found database, Map<String, Found> sites) {
    Map<String, Found> nodes = database.get("nodes").entries();
    nodes.values().forEach(node -> site(node, sites));
    twice(nodes, "address", node -> node.get("host").text() + ":" + node.get("port").count());
    twice(nodes, "data directory", node -> node.get("site").text() + ":" + node.get("data").text());
    route(database.get("route"), nodes);
    Found ledFrom = database.get("route").maybe("site");
    if (ledFrom != null) {
      known(ledFrom, sites.keySet(), "site");
    }
    Found probe = database.maybe("probe");
    Found from = probe == null ? null : probe.maybe("from");
    if (from != null) {
      known(from, sites.keySet(), "site");
    }
  }

  private void site(Found node, Map<String, Found> sites) {
    Found name = node.get("site");
    known(name, sites.keySet(), "site");
    Found site = sites.get(name.text());
    if (site != null && site.get("role").text().equals("witness")) {
      problems.add(
          name.place(),
          "\"" + name.text() + "\" is a witness site and holds no database server",
          "name a data site, or remove \"role: witness\" there");
    }
  }

  private void twice(Map<String, Found> nodes, String what, Function<Found, String> of) {
    Map<String, String> seen = new HashMap<>();
    nodes.forEach(
        (name, node) -> {
          String value = of.apply(node);
          boolean complete = !value.startsWith(":") && !value.endsWith(":");
          String first = complete ? seen.putIfAbsent(value, name) : null;
          if (first != null) {
            problems.add(
                node.place(),
                "\"" + name + "\" has the same " + what + " as \"" + first + "\"",
                "every node is a server of its own");
          }
        });
  }

  private void route(Found route, Map<String, Found> nodes) {
    Found at = route.maybe("at");
    for (Found address : at == null ? List.<Found>of() : at.items()) {
      port(address);
    }
    if (at != null && at.items().size() > 1 && !route.textOr("kind", "libpq").equals("libpq")) {
      problems.add(at.place(), "the route has more than one address", "keep the public one");
    }
    Found admin = route.maybe("admin");
    if (admin != null && route.textOr("kind", "").equals("haproxy")) {
      port(admin);
    }
    Found backends = route.maybe("backends");
    if (at == null || backends == null) {
      return;
    }
    backends.entries().values().forEach(this::port);
    Set<String> missing =
        nodes.keySet().stream()
            .filter(node -> !backends.entries().containsKey(node))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (!missing.isEmpty()) {
      problems.add(
          backends.place(),
          "the router has no backend for " + Nearest.quoted(missing),
          "add each node's address as the router reaches it");
    }
    Map<String, Found> strangers = new LinkedHashMap<>(backends.entries());
    strangers.keySet().removeAll(nodes.keySet());
    strangers.forEach(
        (name, address) ->
            problems.add(
                address.place(),
                "no node is named \"" + name + "\"",
                Nearest.hint(name, nodes.keySet())));
  }

  private void port(Found address) {
    String text = address.text();
    if (!text.isEmpty() && Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) > 65535) {
      problems.add(
          address.place(), "\"" + text + "\" has a port above 65535", "ports are 1 to 65535");
    }
  }

  private void known(Found name, Set<String> names, String what) {
    if (!name.text().isEmpty() && !names.contains(name.text())) {
      problems.add(
          name.place(),
          "unknown " + what + " \"" + name.text() + "\"",
          Nearest.hint(name.text(), names));
    }
  }

  /** A program's path must be whole, since a worker's PATH and folder are nobody's promise. */
  private void commands(Found found) {
    if (found.value() instanceof Found.Items items) {
      items.items().forEach(this::commands);
    }
    if (!(found.value() instanceof Found.Entries entries)) {
      return;
    }
    for (Map.Entry<String, Found> entry : entries.entries().entrySet()) {
      boolean command = PROGRAMS.contains(entry.getKey());
      boolean list = entry.getValue().value() instanceof Found.Items;
      if (command && list) {
        wholePath(entry.getValue());
      } else {
        commands(entry.getValue());
      }
    }
  }

  private void wholePath(Found command) {
    command.items().stream()
        .limit(1)
        .filter(program -> !program.text().isEmpty() && !program.text().startsWith("/"))
        .forEach(
            program ->
                problems.add(
                    program.place(),
                    "\"" + Scalars.shortened(program.text()) + "\" is no absolute path",
                    "write the program's whole path, starting with \"/\""));
  }
}
