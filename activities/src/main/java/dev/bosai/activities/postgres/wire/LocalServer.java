package dev.bosai.activities.postgres.wire;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Connects to a node's server on its own host, at the port its lock file names. */
public final class LocalServer {
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private final Protected listed;
  private final Admins admins;

  /** Makes a connector. */
  public LocalServer(Protected listed, Admins admins) {
    this.listed = listed;
    this.admins = admins;
  }

  /**
   * Connects.
   *
   * @throws io.temporal.failure.ApplicationFailure of type UNREACHABLE if no server runs
   */
  public Connection open(Host host) throws IOException, SQLException {
    PostmasterFile server =
        host.postmaster()
            .orElseThrow(
                () ->
                    Failures.of(
                        FailureType.UNREACHABLE,
                        "no server runs in \"" + host.data().path() + "\"",
                        "start node \"" + host.ref().node() + "\""));
    Database database =
        listed.database(new DatabaseRef(host.ref().system(), host.ref().database()));
    return admins.open(
        database.admin(),
        Admins.Target.of(server.localAddress(), server.port(), database, SILENCE));
  }
}
