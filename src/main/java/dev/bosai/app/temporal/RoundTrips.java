package dev.bosai.app.temporal;

import dev.bosai.workflows.Rehearsal.Look;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.run.RehearsalRun;
import dev.bosai.workflows.view.RunIds;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a process send read-only work to itself, through Temporal and on a queue of its own, before
 * it takes part in recoveries. What Java loads and compiles on the way would otherwise be loaded
 * while clients cannot write: the first answer of a probe took 170 ms, the next ones 10 ms.
 */
public final class RoundTrips {
  private static final Duration BOUND = Duration.ofSeconds(4);

  private final TemporalConnection connection;
  private final String system;
  private final String queue;
  private final Object[] activities;

  /**
   * Prepares them.
   *
   * @param system whose process this is
   * @param activities that answer
   */
  public RoundTrips(TemporalConnection connection, String system, Object... activities) {
    this.connection = connection;
    this.system = system;
    this.queue = TaskQueues.rehearsal(system, UUID.randomUUID().toString());
    this.activities = activities.clone();
  }

  /**
   * Returns whether a recovery is live: whoever comes back in the middle of one is wanted at once,
   * and has no time for rehearsals.
   *
   * @throws WorkflowServiceException if Temporal does not answer
   */
  public boolean isWantedNow() {
    try {
      return connection
              .client()
              .newUntypedWorkflowStub(RunIds.recovery(system))
              .describe()
              .getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException never) {
      return false;
    }
  }

  /**
   * Makes every look in turn, and leaves nothing of it behind in Temporal.
   *
   * @throws TimeoutException if that takes longer than people would wait for
   * @throws io.grpc.StatusRuntimeException if Temporal does not answer
   */
  public void make(List<Look> looks) throws TimeoutException {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            connection.client(),
            WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new Heartbeats()).build());
    Worker worker = factory.newWorker(queue);
    worker.registerWorkflowImplementationTypes(RehearsalRun.class);
    worker.registerActivitiesImplementations(activities);
    try {
      factory.start();
      carryOut(looks);
    } finally {
      factory.shutdownNow();
    }
  }

  private void carryOut(List<Look> looks) throws TimeoutException {
    WorkflowStub run = started(looks);
    try {
      run.getResult(BOUND.toMillis(), TimeUnit.MILLISECONDS, Void.class);
    } finally {
      forget(run.getExecution());
    }
  }

  private WorkflowStub started(List<Look> looks) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(queue)
            .setTaskQueue(queue)
            .setWorkflowExecutionTimeout(BOUND)
            .build();
    WorkflowStub run = connection.client().newUntypedWorkflowStub("Rehearsal", options);
    run.start(looks);
    return run;
  }

  /** People look at the list of runs for recoveries; Temporal takes half a minute for this. */
  private void forget(WorkflowExecution rehearsal) {
    try {
      connection
          .service()
          .blockingStub()
          .deleteWorkflowExecution(
              DeleteWorkflowExecutionRequest.newBuilder()
                  .setNamespace(connection.client().getOptions().getNamespace())
                  .setWorkflowExecution(rehearsal)
                  .build());
    } catch (StatusRuntimeException kept) {
      // Whoever may start runs may not always delete them; then its retention ends it.
      System.out.printf("%s the rehearsal stays listed: %s%n", Instant.now(), kept.getStatus());
    }
  }
}
