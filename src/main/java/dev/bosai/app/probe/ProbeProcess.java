package dev.bosai.app.probe;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.probe.LedgerProbeActivities;
import dev.bosai.activities.probe.ProbeHome;
import dev.bosai.activities.probe.ProbeWriter;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.DatabaseRef;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.io.IOException;
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
    TemporalAccess access = TemporalAccess.of(temporal, System.getenv());
    access.warning(temporal).ifPresent(System.out::println);
    try (HomeLock lock = HomeLock.take(home);
        ProbeWriter writer = ProbeWriter.of(listed, database, secrets, lock.home());
        TemporalConnection connection = TemporalConnection.open(temporal, access)) {
      answer(connection, new LedgerProbeActivities(listed, secrets, lock.home(), writer));
      System.out.printf(
          "probe writes \"%s\", ledger in \"%s\"%n", database.database(), lock.home().folder());
      writer.run();
    }
  }

  private void answer(TemporalConnection connection, LedgerProbeActivities activities) {
    Thread thread =
        new Thread(new ProbeWorker(connection, database, activities, interceptors), "temporal");
    thread.setDaemon(true);
    thread.start();
  }
}
