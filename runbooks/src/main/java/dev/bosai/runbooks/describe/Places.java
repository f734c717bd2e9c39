package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import java.util.Map;

/** Says which nodes a database has, and where. */
final class Places {
  private Places() {}

  /** All of them, with addresses. */
  static String nodes(Database database) {
    return Prose.and(database.nodes().entrySet().stream().map(Places::address).toList());
  }

  /** One of them, which is not known yet. */
  static String anyOf(Database database) {
    return Prose.and(database.nodes().entrySet().stream().map(Places::place).toList())
        .replace(" and ", " or ");
  }

  private static String address(Map.Entry<String, Node> node) {
    Node at = node.getValue();
    return node.getKey() + " (" + at.site() + ", " + at.host() + ":" + at.port() + ")";
  }

  private static String place(Map.Entry<String, Node> node) {
    return node.getKey() + " in " + node.getValue().site();
  }
}
