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
import java.util.Properties;

/** Two nodes that a plain shell script made, each under a supervisor. */
final class ForeignCluster implements AutoCloseable {
  static final String PASSWORD = "not-the-lab";

  private final Path folder;
  private final int firstPort;

  private ForeignCluster(Path folder, int firstPort) {
    this.folder = folder;
    this.firstPort = firstPort;
  }

  /**
   * Makes the cluster.
   *
   * @param firstPort of the primary; the standby has the next one
   * @param pause of the supervisors between two starts, in seconds
   */
  static ForeignCluster make(Installation installation, int firstPort, String pause)
      throws IOException {
    Path folder = installation.folder();
    Files.writeString(folder.resolve("password"), PASSWORD);
    installation.user().own(folder.resolve("password"));
    ForeignCluster cluster = new ForeignCluster(folder, firstPort);
    List<String> command =
        List.of(
            folder.resolve("scripts/make-cluster.sh").toString(),
            folder.toString(),
            installation.postgres().toString(),
            Integer.toString(firstPort),
            Integer.toString(firstPort + 1),
            pause);
    Program.of(installation.user().running(command), Duration.ofMinutes(2))
        .runWell("read the logs in " + folder);
    return cluster;
  }

  int alphaPort() {
    return firstPort;
  }

  int betaPort() {
    return firstPort + 1;
  }

  Path node(String name) {
    return folder.resolve(name);
  }

  Path data(String node) {
    return node(node).resolve("srv/pg");
  }

  Connection connect(int port) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "dba");
    properties.setProperty("password", PASSWORD);
    properties.setProperty("connectTimeout", "1");
    properties.setProperty("socketTimeout", "1");
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/bank", properties);
  }

  /** Returns the first column of the first row. */
  String ask(int port, String query) throws SQLException {
    try (Connection connection = connect(port);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  /** Returns whether a primary answers there. */
  boolean writable(int port) {
    try {
      return ask(port, "select pg_is_in_recovery()").equals("f");
    } catch (SQLException away) {
      return false;
    }
  }

  /** Stops the process that sends the standby its WAL: what is written from now on is lost. */
  void holdReplicationBack() throws SQLException {
    String pid = ask(alphaPort(), "select pid from pg_stat_replication");
    Program.of(List.of("kill", "-STOP", pid), Duration.ofSeconds(5))
        .runWell("look at process " + pid);
  }

  /**
   * Kills every process of a node again and again, as a machine does that has no memory left, until
   * Bosai has blocked its start; from then on its supervisor has a free hand.
   */
  void killUntilFenced(String node) {
    Path blocked = data(node).resolve("global/pg_control.fenced");
    Await.until(
        () -> {
          kill(data(node));
          return Files.exists(blocked);
        },
        Duration.ofMinutes(1));
  }

  /** Kills every process of a node. */
  void killOnce(String node) {
    kill(data(node));
  }

  /** Returns how often the supervisor has tried to start the server. */
  long starts(String node) throws IOException {
    return Files.readAllLines(node(node).resolve("starts")).size();
  }

  @Override
  public void close() throws IOException {
    for (String node : List.of("alpha", "beta")) {
      Path supervisor = node(node).resolve("supervisor.pid");
      if (Files.exists(supervisor)) {
        destroy(Long.parseLong(Files.readString(supervisor).strip()));
      }
      Await.until(() -> kill(node(node)) == 0, Duration.ofSeconds(10));
    }
  }

  private static int kill(Path folder) {
    List<ProcessIdentity> found = new ProcessTable().postgresWithin(folder);
    found.forEach(process -> destroy(process.pid()));
    return found.size();
  }

  private static void destroy(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }
}
