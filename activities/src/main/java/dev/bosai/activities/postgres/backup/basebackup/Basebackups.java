package dev.bosai.activities.postgres.backup.basebackup;

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

/** Opens repositories of base backups; one instance per worker, since it holds locks. */
public final class Basebackups implements BackupProviders {
  private final Protected listed;
  private final Tools tools;

  /**
   * Makes an opener over the worker's own configuration.
   *
   * @param secrets resolves the administrator's password
   */
  public Basebackups(Protected listed, Secrets secrets) {
    this.listed = listed;
    this.tools = new Tools(new Primaries(listed, new Admins(secrets)), secrets, new Locks());
  }

  /**
   * What all repositories of a worker share.
   *
   * @param primaries finds what is backed up
   * @param secrets resolves the administrator's password
   * @param locks keep two from working on one repository
   */
  record Tools(Primaries primaries, Secrets secrets, Locks locks) {}

  @Override
  public BackupProvider of(NodeRef node) throws IOException {
    DatabaseRef database = new DatabaseRef(node.system(), node.database());
    if (listed.database(database).backups() instanceof Backups.Basebackup settings) {
      return new BasebackupProvider(new Hosts(listed).open(node), settings, tools);
    }
    throw Failures.of(
        FailureType.REFUSED,
        "database \"" + node.database() + "\" has no backups of the kind \"basebackup\"",
        "add \"backups\" to the database in the system file");
  }
}
