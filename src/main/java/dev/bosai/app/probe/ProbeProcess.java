package dev.bosai.app.probe;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.probe.LedgerProbeActivities;
import dev.bosai.activities.probe.ProbeHome;
import dev.bosai.activities.probe.ProbeWriter;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.TaskQueues;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * A probe as a process runs it: it writes until it is stopped, and answers runs meanwhile.
 *
 * @param listed the system it belongs to
 * @param database it watches
 * @param home of its ledger
 * @param temporal as this host reaches it
 * @param interceptors beside Bosai's own
 */
public record ProbeProcess(
    Protected listed,
    DatabaseRef database,
    ProbeHome home,
    TemporalService temporal,
    List<WorkerInterceptor> interceptors) {

  /**
   * Writes until the process is stopped.
   *
   * @throws dev.bosai.app.fault.Fault of refusal if another probe writes this ledger
   * @throws IOException if the ledger cannot be written
   */
  public void run() throws IOException {
    Secrets secrets = new Secrets(System.getenv());
    try (HomeLock lock = HomeLock.take(home);
        ProbeWriter writer = ProbeWriter.of(listed, database, secrets, lock.home());
        TemporalConnection connection = TemporalConnection.open(temporal)) {
      answer(connection, new LedgerProbeActivities(listed, secrets, lock.home(), writer));
      System.out.printf(
          "probe writes \"%s\", ledger in \"%s\"%n", database.database(), lock.home().folder());
      writer.run();
    }
  }

  private void answer(TemporalConnection connection, LedgerProbeActivities activities) {
    String taskQueue = TaskQueues.probe(database.system(), database.database());
    ProbeWorker worker = new ProbeWorker(connection, taskQueue, activities, interceptors);
    DataConverter converter = connection.client().getOptions().getDataConverter();
    Thread thread =
        new Thread(
            () -> {
              rehearse(activities, converter);
              worker.run();
            },
            "temporal");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Says once how the ledger stands, to nobody. Otherwise the first recovery loads all that this
   * needs while clients cannot write, and waits for the probe longer than for anything else.
   */
  private void rehearse(LedgerProbeActivities activities, DataConverter converter) {
    try {
      Payload asked = converter.toPayload(database).orElseThrow();
      DatabaseRef ref = converter.fromPayload(asked, DatabaseRef.class, DatabaseRef.class);
      converter.toPayload(activities.probeStatus(ref));
    } catch (RuntimeException notToday) {
      // Only speed is at stake: a probe that cannot rehearse answers all the same.
      System.out.printf("%s rehearsal ended early: %s%n", Instant.now(), notToday);
    }
  }
}
