package dev.bosai.workflows.run;

import dev.bosai.workflows.port.FailureType;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads failures: whether they mean cancellation, and what a person should be told. */
public final class Failed {
  private Failed() {}

  /** A cancelled run must end as cancelled, whatever was under way. */
  public static void rethrowIfCancelled(TemporalFailure failure) {
    if (failure instanceof CanceledFailure) {
      throw failure;
    }
    if (failure.getCause() instanceof CanceledFailure cancelled) {
      throw cancelled;
    }
  }

  /** Returns whether nobody said how it went: it was not taken up, went silent or took too long. */
  static boolean timedOut(ActivityFailure failure) {
    return failure.getCause() instanceof TimeoutFailure;
  }

  /** Returns whether no worker took it up. */
  public static boolean neverBegan(ActivityFailure failure) {
    return failure.getCause() instanceof TimeoutFailure timeout
        && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START;
  }

  /** Returns what a person should be told. */
  public static String sentence(TemporalFailure failure) {
    TemporalFailure told = failure.getCause() instanceof TemporalFailure cause ? cause : failure;
    if (told instanceof ApplicationFailure application) {
      return application.getOriginalMessage();
    }
    return told instanceof TimeoutFailure timeout
        ? timedOut(timeout, where(failure))
        : told.toString();
  }

  /** Returns whether the activity says of itself that it touched nothing. */
  static boolean changedNothing(ActivityFailure failure) {
    return failure.getCause() instanceof ApplicationFailure said
        && List.of(FailureType.hopeless()).contains(said.getType());
  }

  private static String timedOut(TimeoutFailure timeout, String what) {
    return switch (timeout.getTimeoutType()) {
      case TIMEOUT_TYPE_SCHEDULE_TO_START ->
          "no worker took up "
              + what
              + " in time\n  HINT: start the worker of that site, then retry";
      case TIMEOUT_TYPE_HEARTBEAT ->
          "the worker that did " + what + " went silent\n  HINT: look whether it is up, then retry";
      default ->
          what + " took longer than its time-out\n  HINT: look at the worker's log, then retry";
    };
  }

  private static String where(TemporalFailure failure) {
    @Nullable String type =
        failure instanceof ActivityFailure activity ? activity.getActivityType() : null;
    return type == null ? "the step" : "\"" + type + "\"";
  }
}
