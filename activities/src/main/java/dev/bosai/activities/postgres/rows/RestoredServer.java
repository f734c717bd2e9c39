package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.rejoin.Conninfo;
import dev.bosai.activities.postgres.wire.UnixConnections;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The server of a restored instance, reached through its socket: there the account of this host is
 * enough, while the passwords are those of the target, which may have been changed since.
 *
 * @param sockets folder of its socket
 * @param port that is part of the socket's name
 * @param user as whom Bosai works there
 */
record RestoredServer(Path sockets, int port, String user) {
  /**
   * Finds it by its lock file.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNREACHABLE if none runs
   */
  static RestoredServer of(Restored restored, String user) throws IOException {
    Path directory = Path.of(restored.directory());
    return PostmasterFile.read(new DataDirectory(directory).postmasterPid())
        .map(file -> new RestoredServer(Path.of(file.sockets()), file.port(), user))
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.UNREACHABLE,
                    "no server runs in \"" + directory + "\"; nothing was changed",
                    "open the preview again"));
  }

  /** Connects to one of its databases. */
  Connection open(String catalog, Duration silence) throws SQLException {
    Path socket = sockets.resolve(".s.PGSQL." + port);
    return UnixConnections.open(new UnixConnections.Target(socket, user, catalog), silence);
  }

  /** Returns how a program reaches one of its databases. */
  String conninfo(String catalog) {
    return Conninfo.parse("connect_timeout=10 application_name=bosai")
        .at(sockets.toString(), port)
        .with("user", user)
        .with("dbname", catalog)
        .toString();
  }
}
