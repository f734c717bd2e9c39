package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.BackupList;

/** Looks on one host; the repository is the same from each. */
public final class ListBackupsRun implements ListBackups {
  @Override
  public BackupList list(BackupOrder order) {
    return new SiteWork(order, Patience.LOOK, "look at the backups of " + order.database())
        .done(BackupActivities::listBackups);
  }
}
