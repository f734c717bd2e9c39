package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;

/** Opens stanzas of pgBackRest; one instance per worker, since it holds locks. */
public final class Stanzas implements BackupProviders {
  private final Protected listed;
  private final PgbackrestProvider.Tools tools;

  /**
   * Makes an opener over the worker's own configuration.
   *
   * @param secrets resolves the administrator's password
   */
  public Stanzas(Protected listed, Secrets secrets) {
    this.listed = listed;
    this.tools =
        new PgbackrestProvider.Tools(new Primaries(listed, new Admins(secrets)), new Locks());
  }

  @Override
  public BackupProvider of(NodeRef node) throws IOException {
    DatabaseRef database = new DatabaseRef(node.system(), node.database());
    if (listed.database(database).backups() instanceof Backups.Pgbackrest settings) {
      return new PgbackrestProvider(new Hosts(listed).open(node), settings, tools);
    }
    throw Failures.of(
        FailureType.REFUSED,
        "database \"" + node.database() + "\" has no backups of the kind \"pgbackrest\"",
        "add \"backups\" to the database in the system file");
  }
}
