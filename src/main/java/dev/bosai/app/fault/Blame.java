package dev.bosai.app.fault;

/** Exit codes, by who can put it right; scripts rely on the numbers. */
public enum Blame {
  /** Nothing is wrong. */
  NONE(0),
  /** The command was typed wrongly. */
  USAGE(1),
  /** A runbook or system file is invalid. */
  FILE(2),
  /** The run was aborted or failed. */
  RUN(3),
  /** Refused, and nothing was set going. */
  REFUSED(4),
  /** The run waits for a person. */
  WAITING(5),
  /** Something around Bosai does not answer or is missing. */
  ENVIRONMENT(30),
  /** Our bug. */
  BUG(31);

  private final int code;

  Blame(int code) {
    this.code = code;
  }

  /** Returns the process's exit code. */
  public int code() {
    return code;
  }
}
