package dev.bosai.workflows.backup;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Looks whether every moment can still be reached, and tells people when not. */
@WorkflowInterface
public interface WatchBackups {
  /** Tells only what was not told lately; what was is read from the schedule's last result. */
  @WorkflowMethod(name = "WatchBackups")
  Watched watch(BackupOrder order);
}
