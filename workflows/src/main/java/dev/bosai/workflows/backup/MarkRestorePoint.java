package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.DatabaseActivities.Marked;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Gives a moment a name that a restore can be aimed at. */
@WorkflowInterface
public interface MarkRestorePoint {
  /**
   * What is marked.
   *
   * @param order whose
   * @param name of the moment
   */
  record Mark(BackupOrder order, String name) {}

  /** Writes a restore point on the primary. */
  @WorkflowMethod(name = "MarkRestorePoint")
  Marked mark(Mark mark);
}
