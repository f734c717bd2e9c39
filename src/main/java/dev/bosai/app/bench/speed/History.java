package dev.bosai.app.bench.speed;

import com.google.protobuf.Timestamp;
import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.lab.daemon.LabDaemons;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.TemporalService;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The events of a run as Temporal kept them. */
final class History {
  private History() {}

  /**
   * Reads the first page of a run's events, which holds all that is measured here.
   *
   * @param workflowId of the run
   * @param runId of the run
   */
  static List<HistoryEvent> of(BenchLab bench, String workflowId, String runId) {
    try (TemporalConnection temporal = temporal(bench)) {
      return temporal
          .service()
          .blockingStub()
          .getWorkflowExecutionHistory(
              GetWorkflowExecutionHistoryRequest.newBuilder()
                  .setNamespace(LabDaemons.NAMESPACE)
                  .setExecution(
                      WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(runId))
                  .build())
          .getHistory()
          .getEventsList();
    }
  }

  /** Returns when a run has ended, without a look at it meanwhile that would cost it time. */
  static void awaitEnd(BenchLab bench, String workflowId) {
    try (TemporalConnection temporal = temporal(bench)) {
      temporal.client().newUntypedWorkflowStub(workflowId).getResult(Object.class);
    }
  }

  private static TemporalConnection temporal(BenchLab bench) {
    String address = "127.0.0.1:" + bench.lab().settings().ports().temporal();
    return TemporalConnection.open(
        new TemporalService(address, LabDaemons.NAMESPACE, ""), TemporalAccess.plain());
  }

  /** Returns when an event happened. */
  static Instant at(HistoryEvent event) {
    Timestamp time = event.getEventTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** Returns the milliseconds between two moments. */
  static double millis(Instant from, Instant to) {
    return Duration.between(from, to).toNanos() / 1e6;
  }
}
