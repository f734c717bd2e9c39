package dev.bosai.workflows.salvage;

import dev.bosai.workflows.port.SalvageActivities.Salvaged;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Makes of what a recovery kept the rows that only the old timeline has; its workflow id is the
 * lock, so that one is at it at a time.
 */
@WorkflowInterface
public interface SalvageOldTimeline {
  /** Changes no database. */
  @WorkflowMethod(name = "SalvageOldTimeline")
  Salvaged salvage(OldTimeline old);
}
