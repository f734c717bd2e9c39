package dev.bosai.runbooks.parse;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that every fence method can be tried when the primary's site is the one that is lost. */
final class FenceChecks {
  private final Problems problems;

  FenceChecks(Problems problems) {
    this.problems = problems;
  }

  void check(Found file) {
    Set<String> sites = file.get("sites").entries().keySet();
    file.get("databases").entries().values().forEach(database -> check(database, sites));
  }

  private void check(Found database, Set<String> sites) {
    Found fence = database.maybe("fence");
    Set<Object> seen = new HashSet<>();
    for (Found method : fence == null ? List.<Found>of() : fence.items()) {
      if (!seen.add(plain(method))) {
        problems.add(
            method.place(),
            "this fence method stands here twice",
            "keep one of them; each is tried once, in this order");
      }
      from(method, database.get("nodes").entries(), sites);
      if (method.isText() && method.text().equals("route")) {
        exclusive(method, database.get("route"));
      }
    }
  }

  /** Cutting a route keeps only those out who come through it. */
  private void exclusive(Found method, Found route) {
    boolean promised =
        route.get("kind").text().equals("router") && route.maybe("exclusive") != null;
    if (!promised) {
      problems.add(
          method.place(),
          "\"route\" proves nothing here: clients may come in past the route",
          "use Bosai's own router and say under which addresses the nodes see it, exclusive:"
              + " [\"10.0.0.5\"]; or leave this method out");
    }
  }

  /** Returns what a method says, without where it stands. */
  private static Object plain(Found method) {
    return method.isText()
        ? method.text()
        : List.of(
            texts(method.maybe("isolate")),
            texts(method.maybe("verify")),
            method.textOr("from", ""));
  }

  private static List<String> texts(@Nullable Found command) {
    return command == null ? List.of() : command.texts();
  }

  private void from(Found method, Map<String, Found> nodes, Set<String> sites) {
    Found from = method.isText() ? null : method.maybe("from");
    if (from == null || from.text().isEmpty()) {
      return;
    }
    Set<String> ofNodes =
        nodes.values().stream().map(node -> node.get("site").text()).collect(Collectors.toSet());
    if (!sites.contains(from.text())) {
      problems.add(
          from.place(), "unknown site \"" + from.text() + "\"", Nearest.hint(from.text(), sites));
    } else if (ofNodes.contains(from.text())) {
      problems.add(
          from.place(),
          "\"" + from.text() + "\" holds a node that may be the one to isolate",
          "name a site without a node of this database, or leave \"from\" out: then the candidate's"
              + " site runs the programs");
    }
  }
}
