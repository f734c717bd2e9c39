package dev.bosai.app.run;

import com.google.protobuf.Timestamp;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.workflows.view.MemoKeys;
import dev.bosai.workflows.view.OrderView;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Work on backups that was set going; it goes on whoever looks. */
public final class UnderWay {
  private static final long LOOK_MS = 1000;

  private final Service service;
  private final WorkflowExecution execution;
  private final String page;

  UnderWay(Service service, WorkflowExecution execution, String page) {
    this.service = service;
    this.execution = execution;
    this.page = page;
  }

  /** Returns its page in Temporal's Web UI. */
  public String page() {
    return page;
  }

  /**
   * Waits for its end.
   *
   * @param type of what it returns
   * @param progress hears once a second how far it has come
   * @throws Fault if it failed, or the waiting thread is interrupted
   */
  public <T> T result(Class<T> type, Consumer<String> progress) {
    WorkflowStub stub =
        service
            .connection()
            .client()
            .newUntypedWorkflowStub(
                WorkflowTargetOptions.newBuilder()
                    .setWorkflowId(execution.getWorkflowId())
                    .setRunId(execution.getRunId())
                    .build());
    CompletableFuture<T> result = stub.getResultAsync(type);
    while (true) {
      try {
        return result.get(LOOK_MS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException goesOn) {
        progress.accept(sentence());
      } catch (ExecutionException failed) {
        throw Unfinished.fault(service, failed.getCause());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new Fault(
            Blame.REFUSED, "interrupted", "the work goes on without this command", stopped);
      }
    }
  }

  /** Returns who wanted it, since when, and how far it has come. */
  String told() {
    DescribeWorkflowExecutionResponse described = described();
    WorkflowExecutionInfo info = described.getWorkflowExecutionInfo();
    Timestamp start = info.getStartTime();
    Instant since = Instant.ofEpochSecond(start.getSeconds(), start.getNanos());
    return "ordered by \""
        + who(info)
        + "\" at "
        + since
        + ": "
        + Progressing.sentence(described, service.converter());
  }

  private String who(WorkflowExecutionInfo info) {
    Payload order = info.getMemo().getFieldsMap().get(MemoKeys.ORDER);
    return order == null
        ? "somebody"
        : service.converter().fromPayload(order, OrderView.class, OrderView.class).who();
  }

  /** A Temporal that is away for a moment is waited for: whoever waits for the end hears of it. */
  private String sentence() {
    try {
      return Progressing.sentence(described(), service.converter());
    } catch (Fault away) {
      return String.valueOf(away.getMessage());
    } catch (StatusRuntimeException unreadable) {
      return "temporal cannot say how far it has come: " + unreadable.getStatus().getCode();
    }
  }

  private DescribeWorkflowExecutionResponse described() {
    DescribeWorkflowExecutionRequest request =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace(service.namespace())
            .setExecution(execution)
            .build();
    return service.call(stub -> stub.describeWorkflowExecution(request));
  }
}
