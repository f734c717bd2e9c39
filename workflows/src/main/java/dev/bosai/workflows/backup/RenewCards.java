package dev.bosai.workflows.backup;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;

/** Renews the card of a database on every host. */
@WorkflowInterface
public interface RenewCards {
  /**
   * What became of it.
   *
   * @param kept by node, the file on its host
   * @param missing by node, why its card was not renewed
   */
  record Renewed(Map<String, String> kept, Map<String, String> missing) {}

  /** Writes beside data directories, never into them. */
  @WorkflowMethod(name = "RenewCards")
  Renewed renew(BackupOrder order);
}
