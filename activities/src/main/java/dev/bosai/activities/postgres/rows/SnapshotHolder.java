package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.LocalServer;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the moment in which a restored primary began to serve readable for a later comparison: a
 * session in every database holds a snapshot. The sessions belong to programs of their own that
 * outlive this worker and end after half a day by themselves.
 */
public final class SnapshotHolder {
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final String SNAPSHOT = "[0-9A-F]+-[0-9A-F]+-[0-9]+";

  /** A session whose program is gone must not hold the moment, and so dead rows, any longer. */
  private static final String OPTIONS =
      "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
          + " -c client_connection_check_interval=1s";

  private static final String NO_BOUND =
      "select set_config(name, '0', false) from pg_settings where name = 'transaction_timeout'";

  private final Protected listed;
  private final Secrets secrets;
  private final LocalServer servers;

  /** Makes a holder over the worker's own configuration. */
  public SnapshotHolder(Protected listed, Secrets secrets) {
    this.listed = listed;
    this.secrets = secrets;
    this.servers = new LocalServer(listed, new Admins(secrets));
  }

  /**
   * Begins to hold the present moment of every database of a node's server; a moment that the run
   * holds already stays the earlier one.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNREACHABLE if no server runs, of type
   *     UNEXPECTED if a session does not begin
   */
  public void begin(Host host, String run) throws IOException, SQLException, InterruptedException {
    RunFolders folders = new RunFolders(host, run);
    PassFile passwords =
        PassFile.write(passwords(folders), database(host).admin(), secrets, host.owner());
    try {
      for (String catalog : catalogs(host)) {
        if (snapshot(host, run, catalog).isEmpty()) {
          hold(folders, catalog, passwords);
        }
      }
    } finally {
      // A session that stands needs it no more, and nobody may come to end what is held here.
      passwords.remove();
    }
  }

  /** Returns the snapshot that is held of one database; empty if none is, or not any more. */
  public Optional<String> snapshot(Host host, String run, String catalog) throws IOException {
    Path output = output(new RunFolders(host, run), catalog);
    return programs(output).isEmpty() ? Optional.empty() : read(output);
  }

  /** Lets go of whatever the run holds. */
  public void end(Host host, String run) throws IOException, InterruptedException {
    Path folder = new RunFolders(host, run).snapshots();
    try (var outputs = Files.newDirectoryStream(folder, "*.out")) {
      for (Path output : outputs) {
        end(output);
      }
    }
    Durable.removeTree(folder);
  }

  private void hold(RunFolders folders, String catalog, PassFile passwords)
      throws IOException, InterruptedException {
    Path output = output(folders, catalog);
    Path errors = output.resolveSibling(output.getFileName() + ".err");
    end(output);
    Process process = start(folders.host(), catalog, passwords, output);
    boolean held =
        Poll.until(
                BOUND,
                EVERY,
                () ->
                    process.isAlive() ? read(output) : Optional.of("").filter(e -> !alive(output)))
            .filter(text -> !text.isEmpty())
            .isPresent();
    if (!held) {
      end(output);
      throw Failures.of(
          FailureType.UNEXPECTED,
          "no snapshot of database \"%s\" could be held: %s"
              .formatted(catalog, Files.readString(errors).strip()),
          "see that the administrator may connect to it; it is tried again");
    }
  }

  private Process start(Host host, String catalog, PassFile passwords, Path output)
      throws IOException {
    PostmasterFile server = host.postmaster().orElseThrow();
    String conninfo =
        passwords.conninfo(
            server.localAddress(), server.port(), database(host).admin().user(), catalog);
    ProcessBuilder builder =
        host.programs()
            .builder(
                "psql",
                List.of(
                    "--no-psqlrc",
                    "--no-password",
                    "--quiet",
                    "--no-align",
                    "--tuples-only",
                    "--set=ON_ERROR_STOP=1",
                    "--output=" + output,
                    "--dbname=" + conninfo,
                    "--command=" + NO_BOUND,
                    "--command=begin isolation level repeatable read read only",
                    "--command=select pg_export_snapshot()",
                    "--command=select pg_sleep(" + LONGEST.toSeconds() + ")"));
    // A session of its own: what ends this worker's group of processes does not end it.
    builder.command().add(0, "setsid");
    builder.environment().put("PGOPTIONS", OPTIONS);
    File errors = output.resolveSibling(output.getFileName() + ".err").toFile();
    return builder.redirectOutput(new File("/dev/null")).redirectError(errors).start();
  }

  private List<String> catalogs(Host host) throws IOException, SQLException {
    try (Connection connection = servers.open(host)) {
      return Sql.column(connection, Databases.CONNECTABLE);
    }
  }

  private Database database(Host host) {
    return listed.database(new DatabaseRef(host.ref().system(), host.ref().database()));
  }

  private static Optional<String> read(Path output) throws IOException {
    if (!Files.exists(output)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(output)) {
      return lines.filter(line -> line.matches(SNAPSHOT)).findFirst();
    }
  }

  private static boolean alive(Path output) {
    return !programs(output).isEmpty();
  }

  /** The file a program writes to is its name: nobody else's carries it. */
  private static List<ProcessHandle> programs(Path output) {
    String own = "--output=" + output;
    return ProcessHandle.allProcesses()
        .filter(process -> List.of(process.info().arguments().orElse(new String[0])).contains(own))
        .toList();
  }

  private static void end(Path output) throws IOException, InterruptedException {
    programs(output).forEach(ProcessHandle::destroyForcibly);
    if (Poll.until(BOUND, EVERY, () -> Optional.of(true).filter(gone -> !alive(output)))
        .isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "the program that holds \"" + output + "\" does not end",
          "end it; it is tried again");
    }
    Files.deleteIfExists(output);
  }

  private static Path output(RunFolders folders, String catalog) throws IOException {
    return folders.snapshots().resolve(Names.file(catalog) + ".out");
  }

  private static Path passwords(RunFolders folders) throws IOException {
    return folders.snapshots().resolve("passwords");
  }
}
