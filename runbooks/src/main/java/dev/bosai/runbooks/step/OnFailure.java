package dev.bosai.runbooks.step;

/** What a run does when a step failed and its retries are used up. */
public enum OnFailure {
  /** A person retries, skips or aborts. */
  WAIT,
  /** The failure is recorded and the next step begins. */
  CONTINUE,
  /** The run ends in the step's named safe state. */
  ABORT
}
