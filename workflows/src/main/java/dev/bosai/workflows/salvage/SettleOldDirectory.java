package dev.bosai.workflows.salvage;

import dev.bosai.workflows.port.SalvageActivities.Fate;
import dev.bosai.workflows.port.SalvageActivities.Settled;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Keeps an old directory or gives it up, as a person says. */
@WorkflowInterface
public interface SettleOldDirectory {
  /**
   * What a person decided.
   *
   * @param old whose
   * @param fate of the directory
   * @param unreviewed whether it may be given up although nobody salvaged its rows
   */
  record Decision(OldTimeline old, Fate fate, boolean unreviewed) {}

  /** Removes one directory, or nothing. */
  @WorkflowMethod(name = "SettleOldDirectory")
  Settled settle(Decision decision);
}
