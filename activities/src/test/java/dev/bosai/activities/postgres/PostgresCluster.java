package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.TestCluster;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.backup.ArchiverLook;
import dev.bosai.activities.postgres.backup.BackupListing;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** A real cluster: db1, its primary, and db2, a standby that streams from it. */
final class PostgresCluster implements AutoCloseable {
  static final DatabaseRef REF = new DatabaseRef("lab", "main");
  static final String PASSWORD = "correct horse";
  private static final Path BIN = installed();
  private final Path home;
  private final TestRepository backups;
  private final Map<String, PostgresServer> servers = new LinkedHashMap<>();
  private final List<Backups.SqlCheck> checks = new ArrayList<>();
  private String programs = "";

  private PostgresCluster(Path home, TestRepository backups) {
    this.home = home;
    this.backups = backups;
  }

  static PostgresCluster start() throws Exception {
    return start("wal_log_hints = on");
  }

  /** Starts one whose primary has further settings before the standby is made from it. */
  static PostgresCluster start(String... settings) throws Exception {
    Path home = Files.createTempDirectory("bosai-pg");
    new Shell(BIN).give(home);
    return new PostgresCluster(home, TestRepository.Plain.in(home)).begin(List.of(settings));
  }

  private PostgresCluster begin(List<String> settings) throws Exception {
    try {
      createPrimary(settings);
      backups.complete(db1());
      standby("db2");
    } catch (Exception e) {
      close();
      throw e;
    }
    return this;
  }

  /** Starts one whose both nodes archive their WAL into the repository. */
  static PostgresCluster startArchiving() throws Exception {
    return startArchiving(TestRepository.Plain::in);
  }

  /** Starts one with a repository of a kind, in the cluster's own folder. */
  static PostgresCluster startArchiving(Function<Path, TestRepository> kind) throws Exception {
    Path home = Files.createTempDirectory("bosai-pg");
    Shell shell = new Shell(BIN);
    shell.give(home);
    TestRepository backups = kind.apply(home);
    List<String> settings = new ArrayList<>(backups.begin(shell));
    settings.add("wal_log_hints = on");
    PostgresCluster cluster = new PostgresCluster(home, backups);
    return cluster.begin(settings);
  }

  Path repository() {
    return home.resolve("backups");
  }

  /** Where tests may put directories of their own; its files belong to the server's account. */
  Path home() {
    return home;
  }

  Path archive() {
    return repository().resolve("wal");
  }

  PostgresServer db1() {
    return servers.get("db1");
  }

  PostgresServer db2() {
    return servers.get("db2");
  }

  /** Lets workers use another program instead of PostgreSQL's own. */
  void replace(String program, String script) throws IOException, InterruptedException {
    Path folder = new Shell(BIN).give(Files.createDirectory(home.resolve("bin")));
    try (Stream<Path> all = Files.list(BIN)) {
      for (Path one : all.filter(path -> !path.endsWith(program)).toList()) {
        Files.createSymbolicLink(folder.resolve(one.getFileName()), one);
      }
    }
    Path file = Files.writeString(folder.resolve(program), script);
    new Shell(BIN).run("/bin/chmod", "755", new Shell(BIN).give(file).toString());
    programs = folder.toString();
  }

  /** Adds a question that every proof asks. */
  void expect(String sql, String answer) {
    checks.add(new Backups.SqlCheck(sql, answer));
  }

  static NodeRef node(String name) {
    return REF.node(name);
  }

  PostgresNodeActivities onHosts() {
    return onHosts(1);
  }

  PostgresNodeActivities onHosts(int attempt) {
    return new PostgresNodeActivities(listed(), secrets(), new Markers(), attempt(attempt));
  }

  PostgresSwitchActivities switches() {
    return new PostgresSwitchActivities(listed(), secrets(), new Markers(), attempt(1));
  }

  PostgresMoveActivities moves() {
    return new PostgresMoveActivities(listed(), secrets(), new Markers(), attempt(1));
  }

  PostgresDatabaseActivities overTheWire() {
    return new PostgresDatabaseActivities(
        listed(), secrets(), ref -> new RouteFacts("libpq", "", Token.NONE, ""), attempt(1));
  }

  /** Opens the repository on a node's host, as one worker does. */
  BackupProvider backups(String node) throws IOException {
    return new ConfiguredBackups(listed(), secrets()).of(node(node));
  }

  PostgresRowActivities rows() {
    return new PostgresRowActivities(listed(), secrets(), attempt(1));
  }

  PostgresSalvageActivities salvages() {
    return new PostgresSalvageActivities(listed(), secrets(), Clock.systemUTC(), attempt(1));
  }

  /** Lists the repository on a node's host, as one worker does. */
  BackupList backupList(String node) throws IOException, InterruptedException {
    Primaries primaries = new Primaries(listed(), new Admins(secrets()));
    return new BackupListing(
            new Hosts(listed()),
            new ConfiguredBackups(listed(), secrets()),
            new ArchiverLook(primaries),
            Clock.systemUTC())
        .list(node(node), Objects.requireNonNull(listed().database(REF).backups()));
  }

  Protected listed() {
    Map<String, Node> nodes = new LinkedHashMap<>();
    servers.forEach(
        (name, server) ->
            nodes.put(
                name,
                new Node(
                    name.equals("db1") ? "tokyo" : "us-west",
                    "127.0.0.1",
                    server.port(),
                    server.data().toString(),
                    new NodeControl.PgCtl(programs))));
    return TestSystem.of(nodes, backups.backups(checks));
  }

  static Secrets secrets() {
    return new Secrets(Map.of("BOSAI_PG", PASSWORD));
  }

  private static Try attempt(int number) {
    return new TestTry(number, Duration.ofSeconds(5), System.out::println);
  }

  private void createPrimary(List<String> settings) throws IOException, InterruptedException {
    Shell shell = new Shell(BIN);
    Path data = home.resolve("db1");
    Path password = home.resolve("password");
    Files.writeString(password, PASSWORD);
    shell.give(password);
    shell.run(
        "initdb",
        "--no-sync",
        "--auth=scram-sha-256",
        "--username=bosai",
        "--pwfile=" + password,
        "--pgdata=" + data);
    PostgresServer server = new PostgresServer("db1", data, FreePort.next(), shell);
    servers.put("db1", server);
    List<String> lines = new ArrayList<>(settings);
    lines.add("listen_addresses = '127.0.0.1'");
    lines.add("unix_socket_directories = '" + home + "'");
    lines.add("shared_buffers = 16MB");
    lines.add("max_prepared_transactions = 4");
    lines.add("port = " + server.port());
    server.configure(lines);
    server.start();
  }

  /** Makes one more standby of db1, and waits until it streams. */
  PostgresServer standby(String name) throws IOException, InterruptedException {
    Shell shell = new Shell(BIN);
    PostgresServer server = new PostgresServer(name, home.resolve(name), FreePort.next(), shell);
    Path passwords = home.resolve("pgpass");
    Files.writeString(passwords, "*:*:*:bosai:" + PASSWORD + "\n");
    shell.run("/bin/chmod", "600", shell.give(passwords).toString());
    shell.run(
        "pg_basebackup",
        "--no-sync",
        "--checkpoint=fast",
        "--write-recovery-conf",
        "--pgdata=" + server.data(),
        "--dbname=host=127.0.0.1 user=bosai application_name="
            + name
            + " port="
            + db1().port()
            + " passfile="
            + passwords);
    servers.put(name, server);
    server.configure(List.of("port = " + server.port()));
    server.start();
    Awaiting.that(name + " streams", () -> db1().feeds(name));
    return server;
  }

  /** A server in a directory that something else made; it is stopped with the others. */
  PostgresServer adopt(String name, Path data, String... settings) throws IOException {
    PostgresServer server = new PostgresServer(name, data, FreePort.next(), new Shell(BIN));
    servers.put(name, server);
    // A killed server that nobody has reaped yet still seems to hold the port's lock file.
    Files.deleteIfExists(home.resolve(".s.PGSQL." + server.port() + ".lock"));
    List<String> lines = new ArrayList<>(List.of(settings));
    lines.add("port = " + server.port());
    lines.add("archive_mode = off");
    server.configure(lines);
    return server;
  }

  /** Ends an adopted server, which is no node any more. */
  void stop(String name) throws IOException, InterruptedException {
    servers.remove(name).destroy();
  }

  @Override
  public void close() throws IOException {
    try {
      for (PostgresServer server : servers.values()) {
        server.destroy();
      }
      KilledServers.release(home, new Shell(BIN));
      new Shell(BIN).run("/bin/rm", "-rf", home.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while cleaning up", e);
    }
  }

  private static Path installed() {
    try {
      return TestCluster.programs()
          .orElseThrow(() -> new IllegalStateException("no PostgreSQL is installed"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
