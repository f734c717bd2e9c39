package dev.bosai.workflows.backup;

import dev.bosai.workflows.RunInput.Recovered;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * Asks the hosts what they remember of the latest recovery of a database, where Temporal's history
 * does not tell.
 */
@WorkflowInterface
public interface RecallRecovery {
  /**
   * What they remember.
   *
   * @param recovered null if they do not remember enough for redundancy to be brought back
   * @param missing what is not remembered, one sentence; empty if nothing is
   */
  record Recalled(@Nullable Recovered recovered, String missing) {}

  /** Changes nothing. */
  @WorkflowMethod(name = "RecallRecovery")
  Recalled recall(BackupOrder order);
}
