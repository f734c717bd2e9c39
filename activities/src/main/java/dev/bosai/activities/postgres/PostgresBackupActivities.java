package dev.bosai.activities.postgres;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.activities.postgres.aim.Aiming;
import dev.bosai.activities.postgres.aim.Finder;
import dev.bosai.activities.postgres.backup.ArchiverLook;
import dev.bosai.activities.postgres.backup.BackupListing;
import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.backup.BackupProviders;
import dev.bosai.activities.postgres.host.Hosts;
import dev.bosai.activities.postgres.marker.Markers;
import dev.bosai.activities.postgres.prove.Proving;
import dev.bosai.activities.postgres.wire.Admins;
import dev.bosai.activities.postgres.wire.Primaries;
import dev.bosai.workflows.port.Aim;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.BackupList;
import dev.bosai.workflows.port.Candidates;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;

/** Backups of PostgreSQL, as seen from the host this worker runs on. */
public final class PostgresBackupActivities implements BackupActivities {
  private final Protected listed;
  private final BackupProviders providers;
  private final BackupListing listing;
  private final Aiming aiming;
  private final Finder finder;
  private final Proving proving;
  private final Try current;

  /**
   * What the activities of a worker share, since it holds locks.
   *
   * @param secrets resolves the administrator's password
   * @param providers opens repositories
   * @param markers beside the data directories
   */
  public record Shared(Secrets secrets, BackupProviders providers, Markers markers) {}

  /**
   * Makes the activities of one worker.
   *
   * @param listed the worker's own configuration
   * @param shared with the worker's other activities
   * @param current the try that is running
   */
  public PostgresBackupActivities(Protected listed, Shared shared, Try current) {
    Hosts hosts = new Hosts(listed);
    Primaries primaries = new Primaries(listed, new Admins(shared.secrets()));
    Clock clock = Clock.systemUTC();
    this.listed = listed;
    this.providers = shared.providers();
    this.listing = new BackupListing(hosts, providers, new ArchiverLook(primaries), clock);
    this.aiming = new Aiming(hosts, providers, primaries, clock);
    this.finder = new Finder(hosts, providers, primaries, listed);
    this.proving =
        new Proving(
            new Proving.Nodes(hosts, shared.markers(), listed, primaries), providers, current);
    this.current = current;
  }

  @Override
  public Backup takeBackup(TakeBackup request) {
    return Work.on("taking a backup of " + name(request.node()), () -> taken(request));
  }

  @Override
  public BackupList listBackups(NodeRef node) {
    return Work.on(
        "looking at the backups of " + name(node),
        () -> listing.list(node, ConfiguredBackups.settings(listed, node)));
  }

  @Override
  public Candidates findTransactions(FindTransactions request) {
    return Work.on(
        "looking for transactions of " + name(request.node()), () -> finder.find(request));
  }

  @Override
  public Aim aimRestore(AimRestore request) {
    return Work.on("aiming a restore of " + name(request.node()), () -> aiming.aim(request));
  }

  @Override
  public Proven proveBackup(ProveBackup request) {
    return Work.on("proving a backup of " + name(request.node()), () -> proving.prove(request));
  }

  /** A backup that cannot be followed by a clean-up is told: the disk would fill up in silence. */
  private Backup taken(TakeBackup request) throws IOException, SQLException, InterruptedException {
    BackupProvider provider = providers.of(request.node());
    Backup taken = provider.take(request.key(), current::progress);
    provider.expire().forEach(current::progress);
    return taken;
  }

  private static String name(NodeRef node) {
    return "database \"" + node.database() + "\"";
  }
}
