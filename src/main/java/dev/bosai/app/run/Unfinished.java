package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.workflows.port.FailureType;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What people are told of work on backups that failed. */
final class Unfinished {
  private Unfinished() {}

  static RuntimeException fault(Service service, @Nullable Throwable error) {
    if (error instanceof WorkflowFailedException failed) {
      return failed(failed);
    }
    if (error instanceof WorkflowServiceException unread
        && unread.getCause() instanceof StatusRuntimeException status) {
      return service.translated(status);
    }
    if (error instanceof StatusRuntimeException status) {
      return service.translated(status);
    }
    return error instanceof RuntimeException known ? known : new IllegalStateException(error);
  }

  private static RuntimeException failed(WorkflowFailedException failed) {
    Throwable cause = failed.getCause();
    Throwable why = cause instanceof ActivityFailure ? cause.getCause() : cause;
    if (why instanceof ApplicationFailure told) {
      return told(told);
    }
    if (why instanceof TimeoutFailure) {
      return new Fault(
          Blame.ENVIRONMENT,
          "it did not end in time, or its worker went silent",
          "look whether the workers are up, then do it again",
          failed);
    }
    if (why instanceof CanceledFailure || why instanceof TerminatedFailure) {
      return new Fault(
          Blame.RUN, "it was ended from outside", "do it again when the reason is gone", failed);
    }
    return failed;
  }

  /** The failure's own words carry a hint, as all of Bosai's do. */
  private static Fault told(ApplicationFailure why) {
    String[] words = why.getOriginalMessage().split("\\R\\s*HINT: ", 2);
    return new Fault(
        blame(why.getType()),
        words[0],
        words.length == 2 ? words[1] : "the worker's log says more",
        why);
  }

  private static Blame blame(String type) {
    if (Arrays.asList(FailureType.hopeless()).contains(type)) {
      return Blame.REFUSED;
    }
    return type.equals(FailureType.UNREACHABLE.name()) ? Blame.ENVIRONMENT : Blame.RUN;
  }
}
