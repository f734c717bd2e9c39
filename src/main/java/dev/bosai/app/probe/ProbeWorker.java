package dev.bosai.app.probe;

import dev.bosai.app.temporal.Heartbeats;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.workflows.port.ProbeActivities;
import io.grpc.StatusRuntimeException;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers runs from the ledger. Temporal may come and go: the probe writes on, and answers when it
 * is there.
 */
final class ProbeWorker implements Runnable {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int AT_ONCE = 4;

  private final WorkerFactory factory;

  /**
   * Makes a worker.
   *
   * @param taskQueue of the database's probe
   * @param interceptors beside the heartbeats
   */
  ProbeWorker(
      TemporalConnection connection,
      String taskQueue,
      ProbeActivities activities,
      List<WorkerInterceptor> interceptors) {
    List<WorkerInterceptor> all = new ArrayList<>(interceptors);
    all.add(new Heartbeats());
    this.factory =
        WorkerFactory.newInstance(
            connection.client(),
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(all.toArray(WorkerInterceptor[]::new))
                .validateAndBuildWithDefaults());
    Worker worker =
        factory.newWorker(
            taskQueue,
            WorkerOptions.newBuilder()
                .setLocalActivityWorkerOnly(false)
                .setMaxConcurrentActivityExecutionSize(AT_ONCE)
                .setMaxConcurrentActivityTaskPollers(1)
                .build());
    worker.registerActivitiesImplementations(activities);
  }

  /** Starts to answer, as soon as Temporal is there. */
  @Override
  public void run() {
    boolean told = false;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        factory.start();
        System.out.printf("%s answers runs%n", Instant.now());
        return;
      } catch (StatusRuntimeException away) {
        if (!told) {
          System.out.printf(
              "%s temporal is not there yet (%s); the probe writes all the same%n",
              Instant.now(), away.getStatus().getCode());
          told = true;
        }
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }
}
