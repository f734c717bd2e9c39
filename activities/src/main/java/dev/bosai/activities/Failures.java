package dev.bosai.activities;

import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;

/** Makes the failures that activities end with. */
public final class Failures {
  private Failures() {}

  /**
   * Makes a failure that people can act on.
   *
   * @param type why; decides whether it is tried again
   * @param message lower-case sentence, objects in quotes, what was found and what was expected; no
   *     secrets
   * @param hint the next thing to try
   */
  public static ApplicationFailure of(FailureType type, String message, String hint) {
    String text = message + "\n  HINT: " + hint;
    return type.retryable()
        ? ApplicationFailure.newFailure(text, type.name())
        : ApplicationFailure.newNonRetryableFailure(text, type.name());
  }
}
