package dev.bosai.activities.postgres;

import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An instance beside db1 that has what db1 had when it was made, open for reading only. */
final class RestoredBeside {
  private final PostgresServer server;
  private final Restored restored;

  private RestoredBeside(PostgresServer server, Restored restored) {
    this.server = server;
    this.restored = restored;
  }

  static RestoredBeside of(PostgresCluster cluster) throws Exception {
    PostgresServer db1 = cluster.db1();
    String system = db1.ask("select system_identifier from pg_control_system()");
    Path data = Path.of(db1.data() + ".restored-lab_1");
    db1.shell()
        .run(
            "pg_basebackup",
            "--no-sync",
            "--checkpoint=fast",
            "--pgdata=" + data,
            "--dbname=host=127.0.0.1 user=bosai port=%d passfile=%s"
                .formatted(db1.port(), db1.data().resolveSibling("pgpass")));
    PostgresServer server = new PostgresServer("restored", data, freePort(), db1.shell());
    db1.shell().give(Files.createFile(data.resolve("standby.signal")));
    server.configure(
        List.of(
            "port = " + server.port(),
            "unix_socket_directories = '" + data + "'",
            "archive_mode = off"));
    access(data, "scram-sha-256");
    server.start();
    Restored restored =
        new Restored(
            PostgresCluster.node("db1"),
            "lab_1",
            data.toString(),
            server.port(),
            system,
            1,
            Lsn.parse("0/1"),
            null,
            0,
            0,
            0);
    return new RestoredBeside(server, restored);
  }

  /** As in a preview, the account is enough at the socket, whose folder nobody else enters. */
  private static void access(Path data, String overTheWire) throws IOException {
    Files.writeString(
        data.resolve("pg_hba.conf"),
        "local all bosai trust\nhost all bosai 127.0.0.1/32 " + overTheWire + "\n");
  }

  /** No password is right any more. */
  void refusePasswords() throws Exception {
    access(server.data(), "reject");
    server.shell().run("pg_ctl", "reload", "--pgdata=" + server.data());
  }

  PostgresServer server() {
    return server;
  }

  Restored restored() {
    return restored;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void end() throws Exception {
    server.destroy();
  }
}
