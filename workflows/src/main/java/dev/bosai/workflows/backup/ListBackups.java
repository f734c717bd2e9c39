package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.BackupList;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Looks which moments can be reached. */
@WorkflowInterface
public interface ListBackups {
  /** Changes nothing. */
  @WorkflowMethod(name = "ListBackups")
  BackupList list(BackupOrder order);
}
