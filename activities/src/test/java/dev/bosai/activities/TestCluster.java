package dev.bosai.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real server for one test; as root it runs under another user, since PostgreSQL refuses root.
 */
public final class TestCluster implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Path folder;
  private final Path programs;
  private final int port;

  private TestCluster(Path folder, Path programs, int port) {
    this.folder = folder;
    this.programs = programs;
    this.port = port;
  }

  /** Finds PostgreSQL's programs, of the newest version there is. */
  public static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .reduce((one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  /** Makes and starts a server of the newest version there is; fails where none is installed. */
  public static TestCluster start(int port, String... settings) throws IOException {
    Path programs =
        programs().orElseThrow(() -> new IllegalStateException("no PostgreSQL is installed"));
    return start(programs, port, settings);
  }

  /** Makes and starts a server. */
  private static TestCluster start(Path programs, int port, String... settings) throws IOException {
    Path folder = Files.createTempDirectory("bosai-cluster");
    TestCluster cluster = new TestCluster(folder, programs, port);
    if (ROOT) {
      cluster.run("chown", "postgres", folder.toString());
    }
    cluster.asServer("initdb", "-D", cluster.data(), "-U", "bosai", "-A", "trust", "-N");
    StringBuilder options = new StringBuilder("-p " + port + " -k " + folder);
    for (String setting : settings) {
      options.append(" -c ").append(setting);
    }
    cluster.asServer(
        "pg_ctl",
        "-D",
        cluster.data(),
        "-w",
        "-l",
        folder + "/log",
        "-o",
        options.toString(),
        "start");
    return cluster;
  }

  /** Returns where it listens, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Opens a connection past the probe's route. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:postgresql://" + address() + "/postgres?user=bosai");
  }

  /** Runs one statement past the probe's route. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    asServer("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    run("rm", "-rf", folder.toString());
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private void asServer(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (ROOT) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  private void run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.onExit().completeOnTimeout(null, 60, TimeUnit.SECONDS).join())
        .as(command[0])
        .isNotNull();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
  }
}
