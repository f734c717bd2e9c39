package dev.bosai.activities.probe;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.route.ClientRoute;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.DatabaseRef;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes a numbered row through the client's own route at a steady pace, and faster while that
 * fails, so that an outage is measured finely.
 */
public final class ProbeWriter implements AutoCloseable {
  private static final Duration WHILE_FAILING = Duration.ofMillis(20);

  private final Duration every;
  private final ProbeTable table;
  private final Journal journal;
  private final RateMeter meter;
  private final PastLook past;
  private final Narrator narrator;
  private final Clock clock = Clock.systemUTC();
  private final String session;
  private volatile Pulse pulse = Pulse.NONE;
  private long nextId;

  /**
   * How it works.
   *
   * @param every pause between two writes
   * @param past looks who comes in past the route
   */
  record Manner(Duration every, PastLook past) {}

  ProbeWriter(Manner manner, ProbeTable table, ProbeHome home, PrintStream out) throws IOException {
    this.every = manner.every();
    this.past = manner.past();
    this.table = table;
    this.journal = Journal.open(home);
    this.meter = new RateMeter(home.rates());
    this.narrator = new Narrator(out);
    this.session = Long.toString(clock.millis(), Character.MAX_RADIX);
    this.nextId = journal.firstId();
  }

  /**
   * Makes a writer for one database.
   *
   * @param listed the probe's own system file
   * @param secrets for the database's password
   * @param home held by this process alone
   * @throws IOException if the ledger cannot be opened
   */
  public static ProbeWriter of(Protected listed, DatabaseRef ref, Secrets secrets, ProbeHome home)
      throws IOException {
    Database database = listed.database(ref);
    ProbeTable table = new JdbcProbeTable(new ClientRoute(secrets), database);
    PastLook past = new PastLook(home.past(), PastLook.through(database), Clock.systemUTC());
    return new ProbeWriter(new Manner(database.probe().every(), past), table, home, System.out);
  }

  /**
   * Writes until the thread is interrupted.
   *
   * @throws IOException if the ledger cannot be written: a probe that cannot keep what it saw must
   *     not go on
   */
  public void run() throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      long began = System.nanoTime();
      boolean acknowledged = attempt();
      Duration pace = acknowledged || every.compareTo(WHILE_FAILING) < 0 ? every : WHILE_FAILING;
      LockSupport.parkNanos(began + pace.toNanos() - System.nanoTime());
    }
  }

  /** Returns what the writer is doing. */
  Pulse pulse() {
    return pulse;
  }

  @Override
  public void close() throws IOException {
    table.close();
    journal.close();
  }

  private boolean attempt() throws IOException {
    long id = nextId++;
    Instant began = clock.instant();
    pulse = pulse.begun(began);
    Attempt.Outcome outcome = write(id);
    Instant ended = clock.instant();
    boolean acknowledged = outcome == Attempt.Outcome.ACKNOWLEDGED;
    pulse = new Pulse(null, ended, acknowledged);
    journal.attempted(
        new Attempt(id, began.toString(), Duration.between(began, ended).toMillis(), outcome));
    return acknowledged;
  }

  private Attempt.Outcome write(long id) throws IOException {
    try {
      ProbeTable.Written written = table.write(id);
      long mono = System.nanoTime();
      String at = clock.instant().toString();
      journal.acknowledged(
          new Acknowledged(id, at, mono, session, written.node(), written.timeline()));
      narrator.works(written, mono);
      // Within the attempt, so that a server that hangs here does not look like a probe that rests.
      meter.sample(table, written);
      past.take(table);
      return Attempt.Outcome.ACKNOWLEDGED;
    } catch (ProbeTable.NotWritten e) {
      narrator.fails(String.valueOf(e.getMessage()));
      return e.outcome();
    }
  }
}
