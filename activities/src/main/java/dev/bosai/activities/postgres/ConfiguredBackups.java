package dev.bosai.activities.postgres;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.backup.basebackup.Basebackups;
import dev.bosai.activities.postgres.backup.pgbackrest.Stanzas;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;

/** Repositories as the worker's own system file names them; one instance per worker. */
public final class ConfiguredBackups implements BackupProviders {
  private final Protected listed;
  private final BackupProviders basebackups;
  private final BackupProviders stanzas;

  /**
   * Makes an opener over the worker's own configuration.
   *
   * @param secrets resolves the administrator's password
   */
  public ConfiguredBackups(Protected listed, Secrets secrets) {
    this.listed = listed;
    this.basebackups = new Basebackups(listed, secrets);
    this.stanzas = new Stanzas(listed, secrets);
  }

  @Override
  public BackupProvider of(NodeRef node) throws IOException {
    return settings(listed, node) instanceof Backups.Pgbackrest
        ? stanzas.of(node)
        : basebackups.of(node);
  }

  /**
   * Returns what the system file says of a database's backups.
   *
   * @throws ApplicationFailure of type REFUSED if it says nothing
   */
  static Backups settings(Protected listed, NodeRef node) {
    Backups backups = listed.database(new DatabaseRef(node.system(), node.database())).backups();
    if (backups == null) {
      throw Failures.of(
          FailureType.REFUSED,
          "database \"" + node.database() + "\" has no backups; nothing was touched",
          "add \"backups\" to the database in the system file of this worker, then restart it");
    }
    return backups;
  }
}
