package dev.bosai.app.run;

import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.TemporalService;
import java.time.Clock;

/**
 * All that a client can do with the runs of one Temporal service; open it as late and as seldom as
 * possible.
 */
public final class Runs implements AutoCloseable {
  private final TemporalConnection connection;
  private final Service service;
  private final RunReader reader;
  private final TemporalUi ui;
  private final Clock clock;

  private Runs(TemporalConnection connection, Service service, TemporalUi ui, Clock clock) {
    this.connection = connection;
    this.service = service;
    this.reader = new RunReader(service);
    this.ui = ui;
    this.clock = clock;
  }

  /**
   * Opens the service; the first call shows whether it answers.
   *
   * @param place where the runs live
   * @param access what this host's environment adds
   * @param ui links into its Web UI
   * @param clock the reader's time
   */
  public static Runs open(
      TemporalService place, TemporalAccess access, TemporalUi ui, Clock clock) {
    TemporalConnection connection = TemporalConnection.open(place, access);
    return new Runs(connection, new Service(connection, place), ui, clock);
  }

  /** Returns the reader of runs. */
  public RunReader reader() {
    return reader;
  }

  /** Returns the starter of runs. */
  public RunStarter starter() {
    return new RunStarter(service, reader, ui, clock);
  }

  /** Returns the sender of answers. */
  public RunAnswers answers() {
    return new RunAnswers(service);
  }

  /** Returns who asks for work. */
  public Pollers pollers() {
    return new Pollers(service, clock);
  }

  /** Returns the reader of histories. */
  public PlanOfRecord planOfRecord() {
    return new PlanOfRecord(service);
  }

  /** Returns the reader of what recoveries left for a reprotect. */
  public LeftBehind leftBehind() {
    return new LeftBehind(service, reader, orders());
  }

  /** Returns who has work on backups done. */
  public Orders orders() {
    return new Orders(service, pollers(), ui);
  }

  /** Returns links into the Web UI. */
  public TemporalUi ui() {
    return ui;
  }

  @Override
  public void close() {
    connection.close();
  }
}
