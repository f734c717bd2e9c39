package dev.bosai.workflows.backup;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * What a schedule starts. Temporal gives it an id of its own each day, so it starts the work under
 * the one id that is the lock.
 */
@WorkflowInterface
public interface ScheduledBackup {
  /** What is done daily. */
  enum Duty {
    /** A backup is taken. */
    TAKE,
    /** The newest backup is proven. */
    PROVE
  }

  /**
   * A day's duty.
   *
   * @param order whose
   * @param duty which
   */
  record Daily(BackupOrder order, Duty duty) {}

  /** Returns how it went, in one sentence; fails if the work did. */
  @WorkflowMethod(name = "ScheduledBackup")
  String keep(Daily daily);
}
