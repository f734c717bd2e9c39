package dev.bosai.app.worker;

import dev.bosai.workflows.port.RunActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.WorkflowTargetOptions;

/** Asks Temporal to cancel the calling run; asking twice is asking once. */
final class RunClosing implements RunActivities {
  @Override
  public void cancelThisRun() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ActivityInfo info = context.getInfo();
    WorkflowTargetOptions self =
        WorkflowTargetOptions.newBuilder()
            .setWorkflowId(info.getWorkflowId())
            .setRunId(info.getWorkflowRunId())
            .build();
    context.getWorkflowClient().newUntypedWorkflowStub(self).cancel();
  }
}
