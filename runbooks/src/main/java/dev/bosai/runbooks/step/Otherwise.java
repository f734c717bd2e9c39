package dev.bosai.runbooks.step;

/** What follows when an approval is rejected or nobody answered in time. */
public enum Otherwise {
  /** The question goes to the next tier and the run holds. */
  HOLD,
  /** The run goes on with the next step. */
  CONTINUE,
  /** The run ends in the step's named safe state. */
  ABORT
}
