package dev.bosai.activities.postgres;

import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.restore.Restore;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.RestoreActivities.DiscardRestored;
import dev.bosai.workflows.port.RestoreActivities.OpenRestored;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.RestoreActivities.RestoreBeside;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A worker on the host of db1 that restores for the run "lab@7", attempt after attempt. */
final class RestoreDrill implements AutoCloseable {
  static final NodeRef DB1 = PostgresCluster.node("db1");
  static final String RUN = "lab@7";
  private final PostgresCluster cluster;
  private final Markers markers = new Markers();
  private int attempts;
  private int effects;

  RestoreDrill(PostgresCluster cluster) {
    this.cluster = cluster;
  }

  /** Thrown by a worker that dies: nothing in the code under test expects it. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1;
  }

  Path directory() {
    return Path.of(cluster.db1().data() + ".restored-lab_7");
  }

  Path marker() {
    return Path.of(cluster.db1().data() + ".bosai");
  }

  Path state() {
    return marker().resolve("restored/lab_7.json");
  }

  /** The next attempt of the worker; what it tells is heard. */
  PostgresRestoreActivities attempt(Consumer<String> heard) {
    int number = ++attempts;
    BackupProviders providers = new ConfiguredBackups(cluster.listed(), PostgresCluster.secrets());
    return new PostgresRestoreActivities(
        new Restore.Nodes(new Hosts(cluster.listed()), markers, cluster.listed()),
        providers,
        new Admins(PostgresCluster.secrets()),
        new Try() {
          @Override
          public int number() {
            return number;
          }

          @Override
          public Duration bound() {
            return Duration.ofMinutes(1);
          }

          @Override
          public void progress(String text) {
            heard.accept(text);
          }
        });
  }

  PostgresRestoreActivities attempt() {
    return attempt(text -> {});
  }

  Restored restore(Aim aim) {
    return restore(aim, text -> {});
  }

  Restored restore(Aim aim, Consumer<String> heard) {
    return attempt(heard).restoreBeside(new RestoreBeside(DB1, aim, RUN, token()));
  }

  Opened open(Restored restored) {
    return attempt().openRestored(new OpenRestored(restored, token()));
  }

  /** Somebody ends the recovery by hand. */
  void resume(Restored restored) throws Exception {
    ask(restored, "select pg_wal_replay_resume()");
    Awaiting.that("recovery ended", () -> ask(restored, "select pg_is_in_recovery()").equals("f"));
  }

  boolean discard() {
    return attempt().discardRestored(new DiscardRestored(DB1, RUN, token()));
  }

  /** A later effect of the same run. */
  Token token() {
    return new Token(3, ++effects, 1);
  }

  /** Asks what was restored as a client does: over the loopback, with the password. */
  String ask(Restored restored, String query) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + restored.port() + "/postgres?connectTimeout=2",
                "bosai",
                PostgresCluster.PASSWORD);
        ResultSet row = connection.createStatement().executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The server that was restored, as PostgreSQL's own means see it. */
  PostgresServer server() {
    return new PostgresServer("restored", directory(), 0, cluster.db1().shell());
  }

  boolean serverLives() throws IOException {
    return Files.exists(directory().resolve("postmaster.pid"))
        && ProcessHandle.of(server().pid()).filter(ProcessHandle::isAlive).isPresent();
  }

  /** Kills the server as a host that goes down does. */
  void crash() throws IOException, InterruptedException {
    long pid = server().pid();
    server().destroy();
    Awaiting.that(
        "the server is gone", () -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  /** Kills only its postmaster; the process that replays hangs and cannot see it. */
  long orphan() throws IOException, InterruptedException {
    long postmaster = server().pid();
    long[] replaying = new long[1];
    Awaiting.that(
        "a process replays",
        () -> {
          replaying[0] = startup(postmaster);
          return replaying[0] != 0;
        });
    server().signal("STOP", replaying[0]);
    server().signal("KILL", postmaster);
    Awaiting.that(
        "the postmaster is gone",
        () -> ProcessHandle.of(postmaster).filter(ProcessHandle::isAlive).isEmpty());
    return replaying[0];
  }

  private static long startup(long postmaster) throws IOException {
    for (ProcessHandle child : ProcessHandle.of(postmaster).orElseThrow().children().toList()) {
      if (Files.readString(Path.of("/proc/" + child.pid() + "/cmdline")).contains("startup")) {
        return child.pid();
      }
    }
    return 0;
  }

  List<String> archived() throws IOException {
    try (Stream<Path> files = Files.list(cluster.archive())) {
      // What is under way there belongs to the standby's archiver.
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (Files.exists(directory().resolve("postmaster.pid"))) {
        server().destroy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cluster.close();
    }
  }
}
