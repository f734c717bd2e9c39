package dev.bosai.workflows.run;

import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.step.Reprotect;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.view.RunIds;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The run of its own that brings redundancy back; it outlives the recovery and gives way to a new
 * one.
 */
final class FollowUp {
  private final RunInput input;
  private final Recoveries recoveries;
  private final Board board;
  private final Standbys standbys;

  FollowUp(RunInput input, Recoveries recoveries, Board board, Standbys standbys) {
    this.input = input;
    this.recoveries = recoveries;
    this.board = board;
    this.standbys = standbys;
  }

  Outcome start(Reprotect step) {
    Recovery recovery = recoveries.of(step.database());
    boolean switched = recovery.pointInTime().switchedIfAny().isPresent();
    if (switched && recovery.preservedIfAny().isEmpty()) {
      standbys.preserve(step.head(), recovery);
    }
    String system = input.plan().system().system();
    String id = RunIds.reprotect(system, step.database());
    dev.bosai.workflows.Reprotect child =
        Workflow.newChildWorkflowStub(
            dev.bosai.workflows.Reprotect.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.system(system))
                .setWorkflowTaskTimeout(TaskQueues.DECIDES_WITHIN)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setStaticSummary(
                    Summaries.line("bring redundancy of " + step.database() + " back"))
                .build());
    Async.function(child::run, childInput(recovery));
    WorkflowExecution started = started(child, id);
    board.reprotectRun(id);
    return new Outcome(
        "a run of its own brings redundancy back",
        Map.of("workflow", id, "run", started.getRunId()));
  }

  /**
   * A new recovery comes first: an unfinished reprotect is asked to end, beside the run and never
   * waited for.
   */
  void giveWay(String database) {
    String id = RunIds.reprotect(input.plan().system().system(), database);
    Async.procedure(FollowUp::cancelIfLive, id);
  }

  private static void cancelIfLive(String workflowId) {
    try {
      Workflow.newUntypedExternalWorkflowStub(workflowId).cancel();
    } catch (CancelExternalWorkflowException notLive) {
      Workflow.getLogger(FollowUp.class).debug("no live {} to give way", workflowId);
    }
  }

  private WorkflowExecution started(dev.bosai.workflows.Reprotect child, String id) {
    try {
      return Workflow.getWorkflowExecution(child).get();
    } catch (ChildWorkflowFailure live) {
      throw ApplicationFailure.newNonRetryableFailure(
          "run \""
              + id
              + "\" is live already\n  HINT: let it end or abort it, then retry this step",
          FailureType.REFUSED.name());
    }
  }

  private RunInput childInput(Recovery recovery) {
    @Nullable Plan plan = input.reprotect();
    if (plan == null) {
      throw ApplicationFailure.newNonRetryableFailure(
          "the run was started without a plan for reprotect\n  HINT: skip this step and start reprotect by hand",
          FailureType.REFUSED.name());
    }
    return new RunInput(
        plan,
        input.reprotectSha256(),
        input.id() + "-reprotect",
        input.startedBy(),
        Now.instant(),
        input.acceptedLoss(),
        null,
        "",
        new RunInput.Recovered(
            recovery.promoted(),
            recovery.preserved(),
            recovery.epoch(),
            Recoveries.EFFECTS_BEFORE,
            recovery.othersPreserved(),
            board.protection()));
  }
}
