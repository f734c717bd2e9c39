package dev.bosai.activities.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** One server of a test cluster, handled with PostgreSQL's own means. */
record PostgresServer(String name, Path data, int port, Shell shell) {

  void configure(List<String> lines) throws IOException {
    Files.write(
        data.resolve("postgresql.conf"),
        ("\n" + String.join("\n", lines) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8),
        StandardOpenOption.APPEND);
  }

  void start() throws IOException, InterruptedException {
    shell.run("pg_ctl", "start", "-w", "-D", data.toString(), "-l", log().toString());
  }

  Path log() {
    return data.resolveSibling(name + ".log");
  }

  long pid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
  }

  long checkpointer() throws SQLException {
    return Long.parseLong(
        ask("select pid from pg_stat_activity where backend_type = 'checkpointer'"));
  }

  void signal(String signal, long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start().waitFor();
  }

  /** Every process at once, as a power failure does. */
  void killAll() throws IOException, InterruptedException {
    for (long pid : processes()) {
      signal("KILL", pid);
    }
  }

  /** The postmaster and what it started, by parentage: not by how the code under test looks. */
  List<Long> processes() throws IOException {
    ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(postmaster), postmaster.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres?socketTimeout=5&connectTimeout=2",
        "bosai",
        PostgresCluster.PASSWORD);
  }

  String ask(String query) throws SQLException {
    try (Connection connection = connect();
        ResultSet row = connection.createStatement().executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  int count(String relation) throws SQLException {
    return Integer.parseInt(ask("select count(*) from " + relation));
  }

  void run(String command) throws SQLException {
    try (Connection connection = connect()) {
      connection.createStatement().execute(command);
    }
  }

  /** Runs PostgreSQL's own client on a command or a file; whatever goes wrong ends it. */
  void psql(String database, String what) throws IOException, InterruptedException {
    shell.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--dbname=" + conninfo(database), what);
  }

  /** Definitions, grants, rows and sequences of tables, as PostgreSQL's own tool tells them. */
  String dump(String... tables) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("--inserts", "--dbname=" + conninfo("postgres")));
    for (String table : tables) {
      arguments.add("--table=" + table);
    }
    String text = shell.run("pg_dump", arguments.toArray(String[]::new));
    // Rows may lie elsewhere, and so be read in another order; the keys of psql's lock are random.
    return String.join(
        "\n", text.lines().filter(line -> !line.matches(".(un)?restrict .*")).sorted().toList());
  }

  private String conninfo(String database) {
    return "host=127.0.0.1 user=bosai port=%d dbname=%s passfile=%s"
        .formatted(port, database, data.resolveSibling("pgpass"));
  }

  void destroy() throws IOException, InterruptedException {
    if (Files.exists(data.resolve("postmaster.pid"))) {
      for (long pid :
          ProcessHandle.of(pid()).filter(this::isServer).isPresent()
              ? processes()
              : List.<Long>of()) {
        signal("KILL", pid);
      }
    }
  }

  // A dead server's number may be a stranger's by now.
  private boolean isServer(ProcessHandle process) {
    return process.info().command().filter(program -> program.endsWith("/postgres")).isPresent();
  }

  /** Returns whether it streams to a standby. */
  boolean feeds(String standby) throws SQLException {
    return count(
            "pg_stat_replication where state = 'streaming' and application_name = '"
                + standby
                + "'")
        == 1;
  }
}
