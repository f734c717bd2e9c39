package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.Runbook;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.run.Summaries;
import dev.bosai.workflows.view.RunHeader;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import java.time.Clock;
import java.util.Map;

/**
 * Sets runs going; the workflow id is the lock, so a second one is refused and told who holds it.
 */
public final class RunStarter {
  private static final int SUMMARY_CHARS = 160;

  private static final Map<String, String> TYPES =
      Map.of(
          "replica-promotion", "ReplicaPromotion",
          "point-in-time-recovery", "PointInTimeRecovery",
          "switchover", "Switchover",
          "reprotect", "Reprotect");

  private final Service service;
  private final RunReader reader;
  private final TemporalUi ui;
  private final Clock clock;

  RunStarter(Service service, RunReader reader, TemporalUi ui, Clock clock) {
    this.service = service;
    this.reader = reader;
    this.ui = ui;
    this.clock = clock;
  }

  /**
   * Starts a run.
   *
   * @param input what it is started with
   * @param reason the starter's reason; may be empty
   * @throws Fault if the system has a live run, or Temporal does not answer
   */
  public Started start(RunInput input, String reason) {
    String workflowId = FirstMemo.workflowId(input.plan());
    try {
      WorkflowExecution execution =
          service
              .connection()
              .client()
              .newUntypedWorkflowStub(
                  type(input.plan().runbook()), options(workflowId, input, reason))
              .start(input);
      return new Started(
          input.plan().system().system() + "@" + input.id(),
          workflowId,
          execution.getRunId(),
          ui.link(workflowId, execution.getRunId()));
    } catch (WorkflowExecutionAlreadyStarted held) {
      throw refused(workflowId, input.plan().system().system(), held);
    } catch (WorkflowServiceException error) {
      if (error.getCause() instanceof StatusRuntimeException status) {
        throw service.translated(status);
      }
      throw error;
    }
  }

  /**
   * Makes sure that nothing holds the lock; a start may still lose a race, and is then refused by
   * Temporal itself.
   *
   * @throws Fault if the system has a live run, or Temporal does not answer
   */
  public void mustBeFree(Plan plan) {
    String workflowId = FirstMemo.workflowId(plan);
    String system = plan.system().system();
    if (reader.holder(workflowId).filter(run -> !run.header().state().ended()).isPresent()) {
      throw refused(workflowId, system, null);
    }
  }

  private WorkflowOptions options(String workflowId, RunInput input, String reason) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(TaskQueues.system(input.plan().system().system()))
        .setWorkflowTaskTimeout(TaskQueues.DECIDES_WITHIN)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setDisableEagerExecution(true)
        .setMemo(FirstMemo.of(input, reason, clock.instant()))
        .setStaticSummary(shortened(summary(input, reason)))
        .setStaticDetails(details(input, reason))
        .build();
  }

  private static String summary(RunInput input, String reason) {
    Runbook runbook = input.plan().runbook();
    String why = reason.isBlank() ? "" : ": " + reason;
    return runbook.title() + " — " + runbook.level() + ", started by " + input.startedBy() + why;
  }

  private static String details(RunInput input, String reason) {
    String run = input.plan().system().system() + "@" + input.id();
    String why = reason.isBlank() ? "" : "\n\nReason: " + reason;
    return "Run `"
        + run
        + "`, runbook `"
        + input.plan().runbook().name()
        + "`, plan SHA-256 `"
        + input.planSha256()
        + "`"
        + why
        + "\n\nOn a terminal: `bosai watch "
        + run
        + "`";
  }

  private Fault refused(
      String workflowId, String system, @org.jspecify.annotations.Nullable Throwable cause) {
    String holder = reader.holder(workflowId).map(run -> told(run.header())).orElse("another run");
    String hint = "\"bosai watch " + system + "\" shows it, \"bosai abort " + system + "\" ends it";
    String message = "system \"" + system + "\" is held by " + holder;
    return cause == null
        ? new Fault(Blame.REFUSED, message, hint)
        : new Fault(Blame.REFUSED, message, hint, cause);
  }

  private static String told(RunHeader header) {
    String where =
        header.step().isEmpty() ? "before its first step" : "at step \"" + header.step() + "\"";
    return "run \""
        + header.run()
        + "\" ("
        + header.runbook()
        + "), started by \""
        + header.startedBy()
        + "\" at "
        + header.startedAt()
        + ", "
        + header.state().word()
        + " "
        + where;
  }

  private static String type(Runbook runbook) {
    return TYPES.getOrDefault(runbook.name(), "CustomRunbook");
  }

  static String shortened(String text) {
    return Summaries.line(text, SUMMARY_CHARS);
  }
}
