package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.Proven;
import dev.bosai.workflows.run.Failed;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Workflow;
import java.util.stream.Collectors;

/** Proves a backup; what is not proven is told, whoever asked. */
public final class ProveBackupRun implements ProveBackup {
  @Override
  public Proven prove(Proof proof) {
    BackupOrder order = proof.order();
    Proven proven = proven(proof);
    if (!proven.passed()) {
      new Alarm(order).tell(alarmKey("not-passed"), text(order, proven));
    }
    return proven;
  }

  private static Proven proven(Proof proof) {
    BackupOrder order = proof.order();
    String key = Workflow.getInfo().getRunId();
    try {
      return new SiteWork(order, Patience.WORK, "prove a backup of " + order.database())
          .done(
              (backups, node) ->
                  backups.proveBackup(new BackupActivities.ProveBackup(node, proof.backup(), key)));
    } catch (TemporalFailure failure) {
      Failed.rethrowIfCancelled(failure);
      new Alarm(order).tell(alarmKey("failed"), text(order, failure));
      throw failure;
    }
  }

  private static String alarmKey(String about) {
    return Workflow.getInfo().getWorkflowId() + "/" + Workflow.getInfo().getRunId() + "/" + about;
  }

  private static String text(BackupOrder order, Proven proven) {
    return "ALARM: backup \""
        + proven.backup()
        + "\" of database \""
        + order.database()
        + "\" did not pass its restore proof: "
        + proven.checks().stream()
            .filter(check -> !check.good())
            .map(check -> check.name() + ": " + check.text())
            .collect(Collectors.joining("; "));
  }

  private static String text(BackupOrder order, TemporalFailure failure) {
    return "ALARM: the restore proof of database \""
        + order.database()
        + "\" could not be made: "
        + Failed.sentence(failure);
  }
}
