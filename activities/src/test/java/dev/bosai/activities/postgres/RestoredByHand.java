package dev.bosai.activities.postgres;

import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.RestoreActivities.Opened;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A restore beside db1 by PostgreSQL's own tools, without the code that restores. */
final class RestoredByHand {
  private final PostgresCluster cluster;
  private final String run;
  private final PostgresServer server;

  RestoredByHand(PostgresCluster cluster, String run) throws IOException {
    this.cluster = cluster;
    this.run = run;
    Path beside = Path.of(cluster.db1().data() + ".restored-" + run);
    this.server = new PostgresServer("restored", beside, FreePort.next(), cluster.db1().shell());
  }

  /** Takes the base backup. */
  void copy() throws Exception {
    server
        .shell()
        .run(
            "pg_basebackup",
            "--no-sync",
            "--checkpoint=fast",
            "--pgdata=" + server.data(),
            "--dbname=host=127.0.0.1 user=bosai port="
                + cluster.db1().port()
                + " passfile="
                + cluster.archive().resolve("../../pgpass").normalize());
  }

  /** Replays up to a position, ends recovery there on a new timeline and stops cleanly. */
  Opened opened(Lsn target) throws Exception {
    cluster.db1().run("select pg_switch_wal()");
    Awaiting.that(
        "all WAL is in the archive",
        () ->
            cluster
                .db1()
                .ask(
                    "select last_archived_wal >= pg_walfile_name('"
                        + target
                        + "') from pg_stat_archiver")
                .equals("t"));
    recover(target);
    server.start();
    Awaiting.that("recovery ended", () -> server.ask("select pg_is_in_recovery()").equals("f"));
    Opened opened = described();
    server.shell().run("pg_ctl", "stop", "-m", "fast", "-w", "-D", server.data().toString());
    return opened;
  }

  private void recover(Lsn target) throws Exception {
    String settings =
        String.join(
            "\n",
            List.of(
                "",
                "port = " + server.port(),
                "archive_mode = on",
                "archive_command = '/bin/false'",
                "restore_command = 'cp " + cluster.archive() + "/%f %p'",
                "recovery_target_lsn = '" + target + "'",
                "recovery_target_inclusive = off",
                "recovery_target_timeline = '1'",
                "recovery_target_action = 'promote'",
                ""));
    Files.write(
        server.data().resolve("postgresql.auto.conf"),
        settings.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.APPEND);
    server.shell().give(Files.createFile(server.data().resolve("recovery.signal")));
  }

  private Opened described() throws Exception {
    String history = Files.readString(server.data().resolve("pg_wal/00000002.history"));
    Lsn fork = Lsn.parse(history.strip().split("\\s+", -1)[1]);
    return new Opened(
        new Restored(
            PostgresCluster.node("db1"),
            run,
            server.data().toString(),
            server.port(),
            server.ask("select system_identifier from pg_control_system()"),
            1,
            fork,
            null,
            0,
            0,
            0),
        2,
        fork);
  }

  void stop() throws IOException, InterruptedException {
    server.destroy();
  }
}
