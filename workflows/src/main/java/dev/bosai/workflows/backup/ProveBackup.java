package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.Proven;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * Restores a backup into a throw-away instance and checks it; its workflow id is the lock, so that
 * one proof is made at a time.
 */
@WorkflowInterface
public interface ProveBackup {
  /**
   * What is to be proven.
   *
   * @param order whose
   * @param backup which; null means the newest
   */
  record Proof(BackupOrder order, @Nullable String backup) {}

  /** A check that is not good is an answer, and an alarm, not a failure. */
  @WorkflowMethod(name = "ProveBackup")
  Proven prove(Proof proof);
}
