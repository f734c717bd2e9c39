package dev.bosai.activities.postgres;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.aim.Aiming;
import dev.bosai.activities.postgres.backup.ArchiverLook;
import dev.bosai.activities.postgres.backup.BackupListing;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.Candidates;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The repository of a node's database, on the host this worker runs on. */
public final class PostgresBackupActivities implements BackupActivities {
  private final Protected listed;
  private final BackupProviders providers;
  private final BackupListing listing;
  private final Aiming aiming;
  private final Try current;

  /**
   * Makes the activities of one worker.
   *
   * @param listed the worker's own configuration
   * @param secrets resolves the administrator's password
   * @param providers opens repositories; shared, since it holds locks
   * @param current the try that is running
   */
  public PostgresBackupActivities(
      Protected listed, Secrets secrets, BackupProviders providers, Try current) {
    Primaries primaries = new Primaries(listed, new Admins(secrets));
    Hosts hosts = new Hosts(listed);
    Clock clock = Clock.systemUTC();
    this.listed = listed;
    this.providers = providers;
    this.listing = new BackupListing(hosts, providers, new ArchiverLook(primaries), clock);
    this.aiming = new Aiming(hosts, providers, primaries, clock);
    this.current = current;
  }

  @Override
  public Backup takeBackup(TakeBackup request) {
    return Work.on("taking a backup of " + name(request.node()), () -> take(request));
  }

  private Backup take(TakeBackup request) throws IOException, SQLException, InterruptedException {
    BackupProvider provider = providers.of(request.node());
    Backup taken = provider.take(request.key(), current::progress);
    provider.expire().forEach(current::progress);
    return taken;
  }

  @Override
  public BackupList listBackups(NodeRef node) {
    return Work.on("listing the backups of " + name(node), () -> listing.list(node, backups(node)));
  }

  @Override
  public Candidates findTransactions(FindTransactions request) {
    throw new UnsupportedOperationException("find");
  }

  @Override
  public Aim aimRestore(AimRestore request) {
    return Work.on("aiming at \"" + request.target() + "\"", () -> aiming.aim(request));
  }

  @Override
  public Proven proveBackup(ProveBackup request) {
    throw new UnsupportedOperationException("prove");
  }

  private Backups backups(NodeRef node) {
    @Nullable Backups backups =
        listed.database(new DatabaseRef(node.system(), node.database())).backups();
    if (backups == null) {
      throw Failures.of(
          FailureType.REFUSED,
          "database \"" + node.database() + "\" has no backups configured",
          "add \"backups\" to the database in the system file");
    }
    return backups;
  }

  private static String name(NodeRef node) {
    return "\"" + node.database() + "\"";
  }
}
