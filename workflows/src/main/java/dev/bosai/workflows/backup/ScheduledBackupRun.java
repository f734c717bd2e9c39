package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Proven;
import dev.bosai.workflows.run.Summaries;
import dev.bosai.workflows.view.MemoKeys;
import dev.bosai.workflows.view.OrderView;
import dev.bosai.workflows.view.RunIds;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Map;

/** Has a day's duty done, unless somebody has it done just now. */
public final class ScheduledBackupRun implements ScheduledBackup {
  private static final String UNDER_WAY = "is being done already, nothing was started";

  @Override
  public String keep(Daily daily) {
    return daily.duty() == Duty.TAKE ? take(daily.order()) : prove(daily.order());
  }

  private static String take(BackupOrder order) {
    TakeBackup child =
        Workflow.newChildWorkflowStub(
            TakeBackup.class, options(order, "take", "daily backup of " + order.database()));
    Promise<Backup> taken = Async.function(child::take, order);
    return began(child) ? "backup \"" + taken.get().id() + "\" was taken" : UNDER_WAY;
  }

  private static String prove(BackupOrder order) {
    ProveBackup child =
        Workflow.newChildWorkflowStub(
            ProveBackup.class,
            options(order, "prove", "daily restore proof of " + order.database()));
    Promise<Proven> proven = Async.function(child::prove, new ProveBackup.Proof(order, null));
    return began(child) ? sentence(proven.get()) : UNDER_WAY;
  }

  private static String sentence(Proven proven) {
    return "backup \"" + proven.backup() + (proven.passed() ? "\" was proven" : "\" did not pass");
  }

  private static boolean began(Object child) {
    try {
      Workflow.getWorkflowExecution(child).get();
      return true;
    } catch (ChildWorkflowFailure live) {
      return false;
    }
  }

  private static ChildWorkflowOptions options(BackupOrder order, String what, String summary) {
    return ChildWorkflowOptions.newBuilder()
        .setWorkflowId(RunIds.backup(order.system().system(), order.database(), what))
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .setMemo(Map.of(MemoKeys.ORDER, new OrderView(order.who(), order.reason())))
        .setStaticSummary(Summaries.line(summary))
        .build();
  }
}
