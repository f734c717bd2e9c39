package dev.bosai.activities.postgres.backup;

import dev.bosai.workflows.port.NodeRef;
import java.io.IOException;

/** Finds what takes and brings back the backups of a node's database, on that node's host. */
@FunctionalInterface
public interface BackupProviders {
  /**
   * Opens a node's repository.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if the system file names none
   */
  BackupProvider of(NodeRef node) throws IOException;
}
