package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.Candidates;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;

/** Finds the transaction that was the mistake. */
@WorkflowInterface
public interface FindTransactions {
  /**
   * What is looked for.
   *
   * @param order whose
   * @param around the moment people remember
   * @param within so long before and after
   * @param table only those that changed this one; empty means all
   */
  record Search(BackupOrder order, Instant around, Duration within, String table) {}

  /** Changes nothing. */
  @WorkflowMethod(name = "FindTransactions")
  Candidates find(Search search);
}
