package dev.bosai.workflows.run;

import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;

/** What a step needs of an earlier one that was skipped or failed. */
final class Missing {
  private Missing() {}

  /**
   * Makes the failure.
   *
   * @param what has not been done to the database, for example {@code fenced}
   */
  static ApplicationFailure of(String database, String what) {
    return ApplicationFailure.newNonRetryableFailure(
        "database \""
            + database
            + "\" has not been "
            + what
            + " in this run\n  HINT: the step that does it was skipped or failed; retry that step first",
        FailureType.REFUSED.name());
  }
}
