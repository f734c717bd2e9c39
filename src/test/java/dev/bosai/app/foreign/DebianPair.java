package dev.bosai.app.foreign;

import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.host.ProcessTable;
import dev.bosai.app.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** Two nodes that Debian's own tools made; nothing starts them again but who is told to. */
final class DebianPair implements AutoCloseable {
  private final Path folder;
  private final String version;
  private final int firstPort;

  private DebianPair(Path folder, String version, int firstPort) {
    this.folder = folder;
    this.version = version;
    this.firstPort = firstPort;
  }

  /**
   * Makes the pair.
   *
   * @param firstPort of the primary; the standby has the next one
   */
  static DebianPair make(Installation installation, int firstPort) throws IOException {
    Path folder = installation.folder();
    Files.writeString(folder.resolve("password"), ForeignCluster.PASSWORD);
    installation.user().own(folder.resolve("password"));
    // Debian's programs stand under /usr/lib/postgresql/VERSION/bin.
    String version = String.valueOf(installation.postgres().getParent().getFileName());
    List<String> command =
        List.of(
            folder.resolve("scripts/make-debian.sh").toString(),
            folder.toString(),
            version,
            Integer.toString(firstPort),
            Integer.toString(firstPort + 1));
    Program.of(installation.user().running(command), Duration.ofMinutes(2))
        .runWell("read the logs in " + folder);
    return new DebianPair(folder, version, firstPort);
  }

  int port(String node) {
    return node.equals("alpha") ? firstPort : firstPort + 1;
  }

  Path data(String node) {
    return folder.resolve(node).resolve("main");
  }

  /** Returns how a system file says that a node is started or stopped. */
  String control(String node) {
    String words =
        "[/usr/bin/env, \"PG_CLUSTER_CONF_ROOT=%s/etc\", /usr/bin/pg_ctlcluster, \"%s\", %s, %s]";
    return "{start: %s, stop: %s}"
        .formatted(
            words.formatted(folder, version, node, "start"),
            words.formatted(folder, version, node, "stop"));
  }

  /** Returns the first column of the first row. */
  static String ask(int port, String query) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/bank?connectTimeout=2&socketTimeout=5";
    try (Connection connection = DriverManager.getConnection(url, "dba", ForeignCluster.PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  /** Kills every process of a node, as a machine that loses its power does. */
  void kill(String node) {
    kill(folder.resolve(node));
  }

  @Override
  public void close() {
    for (String node : List.of("alpha", "beta")) {
      Await.until(() -> kill(folder.resolve(node)) == 0, Duration.ofSeconds(10));
    }
  }

  private static int kill(Path folder) {
    List<ProcessIdentity> found = new ProcessTable().postgresWithin(folder);
    found.forEach(
        process -> ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
    return found.size();
  }
}
