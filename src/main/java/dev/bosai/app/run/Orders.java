package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.view.MemoKeys;
import dev.bosai.workflows.view.OrderView;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.util.Map;
import java.util.UUID;

/** Has work done, beside recoveries; it never takes their lock. */
public final class Orders {
  private final Service service;
  private final Pollers pollers;
  private final TemporalUi ui;

  Orders(Service service, Pollers pollers, TemporalUi ui) {
    this.service = service;
    this.pollers = pollers;
    this.ui = ui;
  }

  /**
   * Sets the work going.
   *
   * @throws Fault if nobody would do it, somebody has the same done, or Temporal does not answer
   */
  public UnderWay start(Wanted wanted) {
    String queue = TaskQueues.system(wanted.order().system().system());
    pollers.missing(queue).ifPresent(Orders::nobody);
    WorkflowOptions options = options(wanted, queue);
    try {
      WorkflowStub stub =
          service.connection().client().newUntypedWorkflowStub(wanted.type(), options);
      stub.start(wanted.input());
      return new UnderWay(
          service, stub.getExecution(), page(stub.getExecution().getRunId(), options));
    } catch (WorkflowExecutionAlreadyStarted held) {
      throw refused(wanted, held);
    } catch (WorkflowServiceException error) {
      throw error.getCause() instanceof StatusRuntimeException status
          ? service.translated(status)
          : error;
    }
  }

  private String page(String runId, WorkflowOptions options) {
    return ui.link(options.getWorkflowId(), runId);
  }

  private static WorkflowOptions options(Wanted wanted, String queue) {
    BackupOrder order = wanted.order();
    String id = wanted.id();
    return WorkflowOptions.newBuilder()
        .setWorkflowId(wanted.lock() ? id : id + "/" + UUID.randomUUID())
        .setTaskQueue(queue)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setWorkflowExecutionTimeout(wanted.bound())
        .setDisableEagerExecution(true)
        .setMemo(Map.of(MemoKeys.ORDER, new OrderView(order.who(), order.reason())))
        .setStaticSummary(RunStarter.shortened(summary(wanted)))
        .build();
  }

  private static String summary(Wanted wanted) {
    String reason = wanted.order().reason();
    String why = reason.isBlank() ? "" : ": " + reason;
    return wanted.summary() + " — ordered by " + wanted.order().who() + why;
  }

  private Fault refused(Wanted wanted, WorkflowExecutionAlreadyStarted held) {
    BackupOrder order = wanted.order();
    UnderWay holder = new UnderWay(service, held.getExecution(), "");
    return new Fault(
        Blame.REFUSED,
        "\""
            + wanted.what()
            + "\" of database \""
            + order.database()
            + "\" is under way already, "
            + holder.told()
            + "; nothing was started",
        "let it end; its page is "
            + ui.link(held.getExecution().getWorkflowId(), held.getExecution().getRunId()),
        held);
  }

  private static void nobody(String sentence) {
    throw new Fault(
        Blame.ENVIRONMENT,
        sentence + ", so nobody would do it; nothing was started",
        "start one with \"bosai worker\" on a host of a site that is up");
  }
}
