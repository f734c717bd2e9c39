package dev.bosai.workflows.port;

import java.util.Arrays;

/**
 * Why an activity failed; the name travels as the failure's type, and only some are worth another
 * try.
 */
public enum FailureType {
  /** A guard says no: the world is not as the plan expects. */
  REFUSED(false),
  /** A newer token has been seen at the target. */
  STALE_TOKEN(false),
  /** System identifier, role, directory or site is not what the plan names. */
  WRONG_IDENTITY(false),
  /** The worker's own configuration does not list it. */
  NOT_LISTED(false),
  /** The fence could not be proven. */
  NOT_PROVEN(true),
  /** The target did not answer. */
  UNREACHABLE(true),
  /** The target answered, and not as expected. */
  UNEXPECTED(true);

  private final boolean retryable;

  FailureType(boolean retryable) {
    this.retryable = retryable;
  }

  /** Returns whether another try can help without a person. */
  public boolean retryable() {
    return retryable;
  }

  /** Returns the names of all types that no further try can help. */
  public static String[] hopeless() {
    return Arrays.stream(values())
        .filter(type -> !type.retryable)
        .map(Enum::name)
        .toArray(String[]::new);
  }
}
