package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.app.temporal.TemporalTrouble;
import dev.bosai.runbooks.system.TemporalService;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.common.converter.DataConverter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Short calls to one Temporal service; a service that does not answer is told by its address. */
final class Service {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  private final TemporalConnection connection;
  private final TemporalService place;

  Service(TemporalConnection connection, TemporalService place) {
    this.connection = connection;
    this.place = place;
  }

  String namespace() {
    return place.namespace();
  }

  DataConverter converter() {
    return connection.client().getOptions().getDataConverter();
  }

  TemporalConnection connection() {
    return connection;
  }

  /**
   * Makes one call.
   *
   * @throws Fault of the environment if the service does not answer within five seconds
   * @throws StatusRuntimeException for any other answer that is an error
   */
  <T> T call(Function<WorkflowServiceBlockingStub, T> request) {
    try {
      return request.apply(
          connection
              .service()
              .blockingStub()
              .withDeadlineAfter(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (StatusRuntimeException error) {
      throw translated(error);
    }
  }

  /**
   * Returns the fault that people are told, or the error itself where it says something about the
   * request.
   */
  RuntimeException translated(StatusRuntimeException error) {
    Status.Code code = error.getStatus().getCode();
    Optional<TemporalTrouble> trouble = TemporalTrouble.of(error);
    if (trouble.isPresent()) {
      return told(trouble.get(), error);
    }
    if (code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED) {
      return unreachable(error);
    }
    if (code == Status.Code.NOT_FOUND && String.valueOf(error.getMessage()).contains("Namespace")) {
      return new Fault(
          Blame.ENVIRONMENT,
          "temporal at \"" + place.address() + "\" has no namespace \"" + place.namespace() + "\"",
          "create it with \"temporal operator namespace create -n "
              + place.namespace()
              + "\", or correct \"temporal.namespace\" in the system file",
          error);
    }
    return error;
  }

  private Fault told(TemporalTrouble trouble, StatusRuntimeException error) {
    return new Fault(
        Blame.ENVIRONMENT,
        "temporal at \"" + place.address() + "\" " + trouble.why(),
        trouble.hint(),
        error);
  }

  private Fault unreachable(StatusRuntimeException error) {
    return new Fault(
        Blame.ENVIRONMENT,
        "temporal at \"" + place.address() + "\" does not answer",
        "start it, or check \"temporal.address\" in the system file; without it follow the checklist that"
            + " \"bosai runbook print RUNBOOK --system SYSTEM\" prints",
        error);
  }
}
