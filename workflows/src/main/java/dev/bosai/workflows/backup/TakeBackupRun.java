package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.run.Failed;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;

/** Takes a backup; a failure that nobody waits for is told. */
public final class TakeBackupRun implements TakeBackup {
  @Override
  public Backup take(BackupOrder order) {
    String key = Workflow.getInfo().getRunId();
    try {
      return new SiteWork(order, Patience.WORK, "take a backup of " + order.database())
          .done((backups, node) -> backups.takeBackup(new BackupActivities.TakeBackup(node, key)));
    } catch (TemporalFailure failure) {
      Failed.rethrowIfCancelled(failure);
      if (order.scheduled()) {
        new Alarm(order).tell(alarmKey(), text(order, failure));
      }
      throw failure;
    }
  }

  private static String alarmKey() {
    return Workflow.getInfo().getWorkflowId() + "/" + Workflow.getInfo().getRunId() + "/failed";
  }

  private static String text(BackupOrder order, TemporalFailure failure) {
    return "ALARM: the daily backup of database \""
        + order.database()
        + "\" failed: "
        + Failed.sentence(failure);
  }
}
