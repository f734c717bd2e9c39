package dev.bosai.app.run;

import dev.bosai.workflows.RunInput;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import java.util.Optional;

/**
 * What history proves about the plan: the first event holds the input, and nobody can change it
 * afterwards.
 */
public final class PlanOfRecord {
  private final Service service;

  PlanOfRecord(Service service) {
    this.service = service;
  }

  /** Returns what the run was started with; empty if its history does not hold it. */
  public Optional<RunInput> input(RunSnapshot run) {
    GetWorkflowExecutionHistoryRequest request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(service.namespace())
            .setExecution(
                WorkflowExecution.newBuilder()
                    .setWorkflowId(run.workflowId())
                    .setRunId(run.runId()))
            .setMaximumPageSize(1)
            .build();
    return service
        .call(stub -> stub.getWorkflowExecutionHistory(request))
        .getHistory()
        .getEventsList()
        .stream()
        .findFirst()
        .filter(HistoryEvent::hasWorkflowExecutionStartedEventAttributes)
        .map(event -> event.getWorkflowExecutionStartedEventAttributes().getInput())
        .filter(input -> input.getPayloadsCount() > 0)
        .map(input -> decoded(input.getPayloads(0)));
  }

  private RunInput decoded(Payload payload) {
    return service
        .connection()
        .client()
        .getOptions()
        .getDataConverter()
        .fromPayload(payload, RunInput.class, RunInput.class);
  }
}
