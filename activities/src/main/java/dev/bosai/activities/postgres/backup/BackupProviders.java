package dev.bosai.activities.postgres.backup;

import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;

/** Makes the provider that a database's system file names, for work on one node's host. */
@FunctionalInterface
public interface BackupProviders {
  /**
   * Makes it.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if the database has no backups
   */
  BackupProvider of(NodeRef node) throws IOException;
}
