package dev.bosai.app.probe;

import dev.bosai.app.temporal.Heartbeats;
import dev.bosai.app.temporal.RoundTrips;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.app.temporal.TemporalTrouble;
import dev.bosai.workflows.Rehearsal.Look;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.ProbeActivities;
import dev.bosai.workflows.port.TaskQueues;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers runs from the ledger. Temporal may come and go: the probe writes on, and answers when it
 * is there.
 */
final class ProbeWorker implements Runnable {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final int AT_ONCE = 4;

  /** An answer is short, and all that matters is that none is the first. */
  private static final int LOOKS = 20;

  private final DatabaseRef database;
  private final WorkerFactory factory;
  private final RoundTrips roundTrips;

  /**
   * Makes a worker.
   *
   * @param database that is probed
   * @param interceptors beside the heartbeats
   */
  ProbeWorker(
      TemporalConnection connection,
      DatabaseRef database,
      ProbeActivities activities,
      List<WorkerInterceptor> interceptors) {
    this.database = database;
    this.roundTrips = new RoundTrips(connection, database.system(), activities);
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
            TaskQueues.probe(database.system(), database.database()),
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
        rehearse();
        factory.start();
        System.out.printf("%s answers runs%n", Instant.now());
        return;
      } catch (StatusRuntimeException away) {
        if (!told) {
          System.out.printf(
              "%s temporal is not there yet (%s); the probe writes all the same%n",
              Instant.now(),
              TemporalTrouble.of(away)
                  .map(trouble -> "it " + trouble.why() + "; HINT: " + trouble.hint())
                  .orElseGet(() -> away.getStatus().getCode().toString()));
          told = true;
        }
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }

  private void rehearse() {
    try {
      if (roundTrips.isWantedNow()) {
        return;
      }
      roundTrips.make(Collections.nCopies(LOOKS, new Look("ProbeStatus", database)));
    } catch (WorkflowServiceException away) {
      throw away.getCause() instanceof StatusRuntimeException status ? status : away;
    } catch (TimeoutException | WorkflowException notToday) {
      // Only speed is at stake: a probe that cannot rehearse answers all the same.
      System.out.printf("%s rehearsal ended early: %s%n", Instant.now(), notToday);
    }
  }
}
