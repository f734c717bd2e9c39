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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects to a node's server on its own host, at the port its lock file names. */
public final class LocalServer {
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final String TAKES_WRITES =
      """
      select not pg_is_in_recovery() and system_identifier::text = ? from pg_control_system()
      """;
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
    return open(host, SILENCE);
  }

  /**
   * Returns whether the server answers within a second as the primary of the cluster that its
   * control file names. Whatever keeps it from answering is a no.
   */
  public boolean takesWrites(Host host) throws InterruptedException {
    FutureTask<Boolean> asked = new FutureTask<>(() -> answersAsPrimary(host));
    Thread asking = new Thread(asked, "local look");
    asking.setDaemon(true);
    asking.start();
    try {
      return asked.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException no) {
      return false;
    }
  }

  private boolean answersAsPrimary(Host host) throws IOException, SQLException {
    try (Connection connection = open(host, LOOK)) {
      return Sql.holds(connection, TAKES_WRITES, host.control().systemIdentifier());
    }
  }

  private Connection open(Host host, Duration silence) throws IOException, SQLException {
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
        Admins.Target.of(server.localAddress(), server.port(), database, silence));
  }
}
