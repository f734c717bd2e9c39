package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.NodeControl;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a person reaches one node: its names, paths and connection, ready for a shell. */
final class NodeShell {
  private static final Pattern PROGRAM = Pattern.compile("\\{(pg_[a-z]+)\\}");

  private final Database database;
  private final String name;
  private final Node node;

  NodeShell(Database database, Map.Entry<String, Node> node) {
    this.database = database;
    this.name = node.getKey();
    this.node = node.getValue();
  }

  String name() {
    return name;
  }

  /** Where commands for the node's host are typed. */
  String place() {
    return "node `" + name + "`, host `" + node.host() + "`, site `" + node.site() + "`";
  }

  String data() {
    return quoted(node.data());
  }

  String host() {
    return node.host();
  }

  int port() {
    return node.port();
  }

  /** A program of the installation that fits the data directory. */
  String program(String program) {
    String bin = node.control().bin();
    return bin.isEmpty()
        ? "\"/usr/lib/postgresql/$(cat " + data() + "/PG_VERSION)/bin/" + program + "\""
        : quoted(bin + "/" + program);
  }

  String connection() {
    return connection(database, node.host(), Integer.toString(node.port()));
  }

  String psql(String sql) {
    return psql(connection(), sql);
  }

  String start() {
    return node.control() instanceof NodeControl.Programs programs
        ? String.join(" ", programs.start().stream().map(NodeShell::quoted).toList())
        : program("pg_ctl") + " -D " + data() + " -l " + data() + "/by-hand.log -w start";
  }

  String stop() {
    return node.control() instanceof NodeControl.Programs programs
        ? String.join(" ", programs.stop().stream().map(NodeShell::quoted).toList())
        : program("pg_ctl") + " -D " + data() + " -w -m fast stop";
  }

  /**
   * Returns commands with what is in braces filled in: the node's directory, connections and
   * programs. What is restored beside answers on the host itself alone.
   */
  String fill(String commands) {
    return PROGRAM
        .matcher(commands)
        .replaceAll(found -> Matcher.quoteReplacement(program(found.group(1))))
        .replace("{data}", data())
        .replace("{psql}", "psql " + connection() + " -Atc")
        .replace("{connection}", connection())
        .replace("{beside}", connection(database, "127.0.0.1", "5999"))
        .replace("{kept}", connection(database, "127.0.0.1", "5998"))
        .replace("{start}", start())
        .replace("{stop}", stop());
  }

  static String connection(Database database, String host, String port) {
    return "\"host="
        + host
        + " port="
        + port
        + " user="
        + database.admin().user()
        + " dbname="
        + database.database()
        + " connect_timeout=5\"";
  }

  static String psql(String connection, String sql) {
    return "psql " + connection + " -Atc \"" + sql + "\"";
  }

  /** A word as a shell takes it literally. */
  static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** Joins what is to be typed for each node, each on lines of its own. */
  static String each(List<NodeShell> nodes, Function<NodeShell, String> part) {
    String separator = "";
    StringBuilder text = new StringBuilder();
    for (NodeShell node : nodes) {
      String own = part.apply(node);
      text.append(separator).append(own);
      separator = own.endsWith("\n") ? "" : "\n";
    }
    return text.toString();
  }

  /** A block that a person copies into a shell. */
  static String shell(String commands) {
    return "```sh\n" + commands + "\n```\n\n";
  }

  /** Returns every node of a database, in file order. */
  static List<NodeShell> all(Database database) {
    return database.nodes().entrySet().stream().map(node -> new NodeShell(database, node)).toList();
  }
}
