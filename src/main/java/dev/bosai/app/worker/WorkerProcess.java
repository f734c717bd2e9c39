package dev.bosai.app.worker;

import dev.bosai.activities.Protected;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.app.temporal.TemporalTrouble;
import dev.bosai.runbooks.system.TemporalService;
import io.grpc.StatusRuntimeException;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A worker as a process of its own: waits for Temporal, works until it is told to stop. */
public final class WorkerProcess {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LOOKS_EVERY = Duration.ofSeconds(2);

  private final Protected listed;
  private final String site;
  private final TemporalService temporal;
  private final List<WorkerInterceptor> interceptors;

  /**
   * Makes the process.
   *
   * @param listed what this worker may touch
   * @param site whose hosts it works on
   * @param temporal as this host reaches it
   * @param interceptors beside the heartbeat
   */
  public WorkerProcess(
      Protected listed,
      String site,
      TemporalService temporal,
      List<WorkerInterceptor> interceptors) {
    this.listed = listed;
    this.site = site;
    this.temporal = temporal;
    this.interceptors = List.copyOf(interceptors);
  }

  /**
   * Works until the process is told to stop.
   *
   * @throws InterruptedException if the waiting thread is interrupted
   */
  public void run() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    TemporalAccess access = TemporalAccess.of(temporal, System.getenv());
    access
        .warning(temporal)
        .ifPresent(warning -> System.out.printf("%s %s%n", Instant.now(), warning));
    try (TemporalConnection connection = TemporalConnection.open(temporal, access)) {
      awaitTemporal(connection);
      SiteWorker worker = new SiteWorker(connection, listed, site, interceptors);
      Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "stop"));
      worker.start();
      System.out.printf(
          "%s works for site \"%s\" of \"%s\"%n", Instant.now(), site, listed.file().system());
      keep(connection, stopped);
    }
  }

  /** Comes after the work: a worker that returns in the middle of a recovery is wanted at once. */
  private void keep(TemporalConnection connection, CountDownLatch stopped)
      throws InterruptedException {
    Upkeep upkeep = new Upkeep(connection, listed.file());
    do {
      upkeep.look();
    } while (!stopped.await(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS));
  }

  private static String reason(StatusRuntimeException away) {
    return TemporalTrouble.of(away)
        .map(trouble -> "it " + trouble.why() + "\n  HINT: " + trouble.hint())
        .orElseGet(() -> away.getStatus().toString());
  }

  private static void awaitTemporal(TemporalConnection connection) {
    boolean ready = false;
    while (!ready) {
      try {
        SearchAttributes.ensure(connection);
        ready = true;
      } catch (StatusRuntimeException away) {
        System.out.printf("%s temporal is not there yet: %s%n", Instant.now(), reason(away));
        LockSupport.parkNanos(AGAIN.toNanos());
      }
    }
  }
}
