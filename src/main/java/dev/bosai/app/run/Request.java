package dev.bosai.app.run;

/**
 * What the starter said; kept beside the run's own memo from the start, and never changed after.
 *
 * @param reason why the run was started; may be empty
 * @param acceptedLossMs the bound of the loss that needs no approval, in milliseconds
 */
public record Request(String reason, long acceptedLossMs) {}
