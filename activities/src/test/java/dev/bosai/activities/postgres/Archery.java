package dev.bosai.activities.postgres;

import dev.bosai.activities.postgres.aim.Aiming;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities.AimRestore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;

/** Aims at a real cluster's past, and shoots: restores with PostgreSQL's own means alone. */
final class Archery {
  private final PostgresCluster cluster;
  private final String node;
  private final String system;
  private int restored;

  Archery(PostgresCluster cluster, String node) throws Exception {
    this(cluster, node, cluster.db1().ask("select system_identifier from pg_control_system()"));
  }

  Archery(PostgresCluster cluster, String node, String system) {
    this.cluster = cluster;
    this.node = node;
    this.system = system;
  }

  Backup backUp(String key) throws Exception {
    return provider().take(key, text -> {});
  }

  BackupProvider provider() throws Exception {
    return cluster.backups(node);
  }

  String system() {
    return system;
  }

  Aim aim(String target) throws Exception {
    return aim(target, system, 1);
  }

  Aim aim(String target, String systemIdentifier, int timeline) throws Exception {
    return aiming()
        .aim(new AimRestore(PostgresCluster.node(node), target, systemIdentifier, timeline));
  }

  Aiming aiming() {
    return new Aiming(
        new Hosts(cluster.listed()),
        new ConfiguredBackups(cluster.listed(), PostgresCluster.secrets()),
        new Primaries(cluster.listed(), new Admins(PostgresCluster.secrets())),
        Clock.systemUTC());
  }

  /** Restores with nothing but what the aim says, and lets recovery end there. */
  PostgresServer restore(Aim aim) throws Exception {
    String name = "restored" + ++restored;
    Path into = cluster.home().resolve(name);
    provider().restore(aim.backup(), into, text -> {});
    PostgresServer server =
        cluster.adopt(
            name,
            into,
            "restore_command = '" + provider().restoreCommand().replace("'", "''") + "'",
            "recovery_target_lsn = '" + aim.lsn() + "'",
            "recovery_target_inclusive = " + aim.inclusive(),
            "recovery_target_timeline = '" + aim.timeline() + "'",
            "recovery_target_action = 'promote'");
    new Shell(Path.of("/bin")).give(Files.writeString(into.resolve("recovery.signal"), ""));
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException(aim + ": " + Files.readString(server.log()), e);
    }
    Awaiting.that("it takes writes", () -> server.ask("select pg_is_in_recovery()").equals("f"));
    return server;
  }

  /** What PostgreSQL itself calls now; every later commit is later than this. */
  Instant now(PostgresServer server) throws Exception {
    String now =
        server.ask(
            "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US')");
    return Instant.parse(now + "Z");
  }

  /** Returns how many were restored. */
  int restored() {
    return restored;
  }

  /** The id of the transaction that is under way, as WAL has it. */
  static String xid(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery("select pg_current_xact_id()::text::bigint % (2^32)::bigint")) {
      row.next();
      return row.getString(1);
    }
  }

  /** Does something and takes it back. */
  static String rolledBack(PostgresServer server, String command) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(command);
      String xid = xid(statement);
      connection.rollback();
      return xid;
    }
  }

  /** Makes a mistake in a transaction of its own, and returns its id. */
  String mistake(PostgresServer server, String statement) throws Exception {
    try (Connection connection = server.connect();
        Statement work = connection.createStatement()) {
      connection.setAutoCommit(false);
      work.execute(statement);
      String xid = xid(work);
      connection.commit();
      return xid;
    }
  }
}
