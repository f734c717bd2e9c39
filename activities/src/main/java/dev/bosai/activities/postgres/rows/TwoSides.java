package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RestoreActivities.Restored;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Connects to a restored instance and to the live primary of the same cluster. */
final class TwoSides {
  private static final Duration SILENCE = Duration.ofHours(2);

  private final Protected listed;
  private final Admins admins;
  private final Aside aside;

  TwoSides(Protected listed, Admins admins, Aside aside) {
    this.listed = listed;
    this.admins = admins;
    this.aside = aside;
  }

  /** Opens the restored instance, and refuses whatever else answers at its socket. */
  Connection restored(Restored restored, RestoredServer server, Database database)
      throws IOException, SQLException {
    Connection connection = aside.keep(server.open(database.database(), SILENCE));
    String system = Sql.text(connection, "select system_identifier from pg_control_system()");
    String directory = Sql.text(connection, "show data_directory");
    boolean same =
        Path.of(directory).toRealPath().equals(Path.of(restored.directory()).toRealPath());
    if (!same || !system.equals(restored.systemIdentifier())) {
      throw Failures.of(
          FailureType.WRONG_IDENTITY,
          ("\"%s\" of cluster \"%s\" answers at \"%s\";"
                  + " expected \"%s\" of cluster \"%s\"; nothing was changed")
              .formatted(
                  directory,
                  system,
                  server.sockets(),
                  restored.directory(),
                  restored.systemIdentifier()),
          "open the preview again");
    }
    return new Moment(connection, "").fresh();
  }

  /** Opens the only node that takes writes for the cluster. */
  Connection live(Restored restored, Database database) throws SQLException, InterruptedException {
    DatabaseRef ref = new DatabaseRef(restored.node().system(), restored.node().database());
    LivePrimary primary = new LivePrimaries(listed, admins).find(ref, restored.systemIdentifier());
    Connection connection = aside.keep(primary.open(database.database(), SILENCE));
    Settings.apply(connection);
    // Where writes are held, it is new sessions that are read-only by default.
    Sql.run(connection, "set default_transaction_read_only = off");
    connection.setAutoCommit(false);
    return connection;
  }
}
