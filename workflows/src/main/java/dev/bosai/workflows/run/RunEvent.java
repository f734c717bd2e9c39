package dev.bosai.workflows.run;

/** What can happen to a run. */
public enum RunEvent {
  /** A step asks a person to approve. */
  APPROVAL_ASKED,
  /** A step failed for good and a person must repair. */
  STEP_FAILED,
  /** Somebody paused the run. */
  PAUSED,
  /** The open question was answered. */
  ANSWERED,
  /** The deadline of the open question passed. */
  DEADLINE_PASSED,
  /** Somebody aborted the run, or the runbook says so. */
  ABORTED,
  /** Every step has ended. */
  STEPS_ENDED
}
