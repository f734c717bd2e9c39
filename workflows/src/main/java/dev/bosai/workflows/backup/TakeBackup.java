package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.Backup;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes a backup; its workflow id is the lock, so that one is taken at a time. */
@WorkflowInterface
public interface TakeBackup {
  /** Takes it, and removes what is older than is to be kept. */
  @WorkflowMethod(name = "TakeBackup")
  Backup take(BackupOrder order);
}
