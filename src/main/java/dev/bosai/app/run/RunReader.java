package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.workflows.view.RunIds;
import dev.bosai.workflows.view.RunState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.common.converter.DataConverter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads runs from what Temporal describes and lists: never by a query, since a query dies with the
 * workers.
 */
public final class RunReader {
  private static final int PAGE = 200;

  /**
   * A later recovery's reprotect holds the same workflow id, so the run's name tells them apart.
   */
  private static final String REPROTECT_SUFFIX = "-reprotect";

  private final Service service;
  private final DataConverter converter;
  private final MemoReader memos;

  RunReader(Service service) {
    this.service = service;
    this.converter = service.connection().client().getOptions().getDataConverter();
    this.memos = new MemoReader(converter);
  }

  /**
   * Reads a run.
   *
   * @throws Fault if there is none of that name, or Temporal does not answer
   */
  public RunSnapshot read(RunName name) {
    Optional<RunSnapshot> latest = describe(RunIds.recovery(name.system()), "");
    Optional<RunSnapshot> found =
        latest.filter(run -> name.latest() || run.header().run().equals(name.toString()));
    if (found.isEmpty() && !name.latest()) {
      found = older(name);
    }
    return withReprotect(found.orElseThrow(() -> unknown(name)));
  }

  /** Reads a run that was found before; its execution stays the same. */
  public RunSnapshot again(RunSnapshot run) {
    return withReprotect(
        describe(run.workflowId(), run.runId())
            .map(now -> now.triedAtLeastAs(run))
            .orElseThrow(() -> unknown(RunName.parse(run.header().run()))));
  }

  /** Reads the run that holds or last held a workflow id; empty if there never was one. */
  public Optional<RunSnapshot> holder(String workflowId) {
    return describe(workflowId, "");
  }

  /** Lists a system's runs, newest first. */
  public List<RunSnapshot> list(String system) {
    List<RunSnapshot> runs = new ArrayList<>();
    for (WorkflowExecutionInfo info : listed(ofSystem(system))) {
      memos.read(info).ifPresent(runs::add);
    }
    runs.sort(Comparator.comparing((RunSnapshot run) -> run.header().startedAt()).reversed());
    return List.copyOf(runs);
  }

  private Optional<RunSnapshot> older(RunName name) {
    return list(name.system()).stream()
        .filter(run -> run.header().run().equals(name.toString()))
        .findFirst()
        .flatMap(run -> describe(run.workflowId(), run.runId()));
  }

  private RunSnapshot withReprotect(RunSnapshot run) {
    String id = run.header().reprotectRun();
    if (id.isEmpty() || id.equals(run.workflowId())) {
      return run;
    }
    String name = run.header().run() + REPROTECT_SUFFIX;
    return describe(id, "")
        .filter(after -> after.header().run().equals(name))
        .or(() -> run.header().state().ended() ? older(RunName.parse(name)) : Optional.empty())
        .map(run::with)
        .orElse(run);
  }

  private Optional<RunSnapshot> describe(String workflowId, String runId) {
    DescribeWorkflowExecutionRequest request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(service.namespace())
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(runId))
            .build();
    try {
      DescribeWorkflowExecutionResponse described =
          service.call(stub -> stub.describeWorkflowExecution(request));
      return memos
          .read(described.getWorkflowExecutionInfo())
          .map(run -> withTries(run, described.getPendingActivitiesList()));
    } catch (StatusRuntimeException error) {
      if (error.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Optional.empty();
      }
      throw error;
    }
  }

  // A history is long, and while all goes well there is nothing to be found in it: whoever follows
  // a run four times a second must not slow it down.
  private RunSnapshot withTries(RunSnapshot run, List<PendingActivityInfo> pending) {
    boolean worthIt =
        run.header().state() != RunState.RUNNING
            || pending.stream().anyMatch(activity -> activity.getAttempt() > 1);
    return worthIt ? run.with(tries(run, pending)) : run;
  }

  private Tries tries(RunSnapshot run, List<PendingActivityInfo> pending) {
    List<HistoryEvent> events = new ArrayList<>();
    GetWorkflowExecutionHistoryRequest.Builder request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(service.namespace())
            .setExecution(
                WorkflowExecution.newBuilder()
                    .setWorkflowId(run.workflowId())
                    .setRunId(run.runId()));
    GetWorkflowExecutionHistoryResponse page;
    do {
      GetWorkflowExecutionHistoryRequest next = request.build();
      page = service.call(stub -> stub.getWorkflowExecutionHistory(next));
      events.addAll(page.getHistory().getEventsList());
      request.setNextPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return Tries.of(events, pending, converter);
  }

  private List<WorkflowExecutionInfo> listed(String query) {
    List<WorkflowExecutionInfo> found = new ArrayList<>();
    ListWorkflowExecutionsRequest.Builder request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(service.namespace())
            .setPageSize(PAGE)
            .setQuery(query);
    ListWorkflowExecutionsResponse page;
    do {
      ListWorkflowExecutionsRequest next = request.build();
      page = service.call(stub -> stub.listWorkflowExecutions(next));
      found.addAll(page.getExecutionsList());
      request.setNextPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
    return found;
  }

  /** A system's name holds no quote (see {@link RunName}), so it can stand in a query as it is. */
  private static String ofSystem(String system) {
    return "WorkflowId = '"
        + RunIds.recovery(system)
        + "' OR WorkflowId STARTS_WITH '"
        + RunIds.reprotect(system, "")
        + "'";
  }

  private static Fault unknown(RunName name) {
    return name.latest()
        ? new Fault(
            Blame.REFUSED,
            "system \"" + name.system() + "\" has no run",
            "start one with \"bosai start replica-promotion --system " + name.system() + "\"")
        : new Fault(
            Blame.REFUSED,
            "there is no run \"" + name + "\"",
            "\"bosai list --system " + name.system() + "\" shows the runs there are");
  }
}
