package dev.bosai.app.run;

/**
 * What the starter said; kept beside the run's own memo from the start, and never changed after.
 *
 * @param reason why the run was started; may be empty
 * @param acceptedLossMs the bound of the loss that needs no approval, in milliseconds
 * @param signed whether the start was signed; a run whose signature does not hold never begins
 */
public record Request(String reason, long acceptedLossMs, boolean signed) {
  /** Makes one that is declared only. */
  public Request(String reason, long acceptedLossMs) {
    this(reason, acceptedLossMs, false);
  }
}
