package dev.bosai.activities.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.Poll;
import dev.bosai.activities.Secrets;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * A real PgBouncer, as Debian has it; as root it runs under another user, since it refuses root.
 */
final class Bouncer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PASSWORD = "with spaces and 'quotes'";

  private final Path folder;
  private Process process;

  private Bouncer(Path folder) {
    this.folder = folder;
  }

  /** Makes one whose own file leads to a server; it is not started yet. */
  static Bouncer in(Path folder, String address) throws Exception {
    Bouncer bouncer = new Bouncer(folder);
    Files.createDirectory(folder.resolve("own"));
    Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    Files.writeString(
        folder.resolve("users"), "\"boss\" \"" + PASSWORD + "\"\n\"bosai\" \"guest\"\n");
    Files.writeString(
        folder.resolve("hba"),
        "host pgbouncer all 127.0.0.1/32 md5\nhost all all 127.0.0.1/32 trust\n");
    bouncer.leads("[databases]\n" + line(address) + "\n");
    bouncer.configure("%include " + bouncer.file(), "");
    return bouncer;
  }

  static String line(String address) {
    return "postgres = host=%s port=%s dbname=postgres pool_size=7"
        .formatted((Object[]) address.split(":", 2));
  }

  /** Returns the file that Bosai replaces. */
  Path file() {
    return folder.resolve("own/postgres.ini");
  }

  Path configuration() {
    return folder.resolve("pgbouncer.ini");
  }

  void leads(String text) throws Exception {
    Files.writeString(file(), text);
    give();
  }

  void configure(String databases, String more) throws IOException {
    Files.writeString(
        configuration(),
        """
        [databases]
        other = host=127.0.0.1 port=1
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        logfile = %s/log
        auth_type = hba
        auth_hba_file = %s/hba
        auth_file = %s/users
        admin_users = boss
        %s
        [databases]
        %s
        """
            .formatted(TwoServers.ROUTE, folder, folder, folder, more, databases));
  }

  Bouncer start() throws Exception {
    give();
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
    }
    command.addAll(List.of("/usr/sbin/pgbouncer", configuration().toString()));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    Optional<String> up = Poll.until(PATIENCE, Duration.ofMillis(20), this::answers);
    if (up.isEmpty()) {
      close();
    }
    assertThat(up).as(Files.readString(folder.resolve("out"))).isPresent();
    return this;
  }

  /** Kills it as a power failure does. */
  Bouncer restart() throws Exception {
    close();
    return start();
  }

  Route.Pgbouncer route() {
    return route("boss", "password");
  }

  Route.Pgbouncer route(String user, String password) {
    return new Route.Pgbouncer(
        List.of("127.0.0.1:" + TwoServers.ROUTE),
        "ops",
        file().toString(),
        new Database.Admin(user, "file:" + folder.resolve(password)));
  }

  PgbouncerConsole console() throws SQLException {
    return PgbouncerConsole.open(route(), new Secrets(Map.of()));
  }

  /** Asks its console for a setting that is in force, as a person would. */
  String setting(String key) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "boss");
    properties.setProperty("password", PASSWORD);
    properties.setProperty("preferQueryMode", "simple");
    properties.setProperty("replication", "database");
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + TwoServers.ROUTE + "/pgbouncer", properties);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW CONFIG")) {
      while (row.next()) {
        if (key.equals(row.getString("key"))) {
          return row.getString("value");
        }
      }
      throw new AssertionError("no setting \"" + key + "\"");
    }
  }

  Path secret(String name, String value) throws IOException {
    return Files.writeString(folder.resolve(name), value);
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private void give() throws IOException, InterruptedException {
    if (root()) {
      int code =
          new ProcessBuilder("chown", "-R", "postgres:postgres", folder.toString())
              .start()
              .waitFor();
      assertThat(code).isZero();
    }
  }

  private Optional<String> answers() {
    try {
      console().close();
      return Optional.of("up");
    } catch (SQLException notYet) {
      return String.valueOf(notYet.getMessage()).contains("FATAL")
          ? Optional.of("up")
          : Optional.empty();
    }
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }
}
