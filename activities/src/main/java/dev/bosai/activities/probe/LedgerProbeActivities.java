package dev.bosai.activities.probe;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.route.ClientRoute;
import dev.bosai.runbooks.system.Database;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.ProbeActivities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Answers from the ledger, in the process that writes it. */
public final class LedgerProbeActivities implements ProbeActivities {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final Protected listed;
  private final Secrets secrets;
  private final ProbeHome home;
  private final ProbeWriter writer;

  /**
   * Makes the adapter.
   *
   * @param listed the probe's own system file
   * @param secrets for the database's password
   * @param home of the ledger
   * @param writer of the ledger, running in this process
   */
  public LedgerProbeActivities(
      Protected listed, Secrets secrets, ProbeHome home, ProbeWriter writer) {
    this.listed = listed;
    this.secrets = secrets;
    this.home = home;
    this.writer = writer;
  }

  @Override
  public ProbeStatus probeStatus(DatabaseRef ref) {
    Database database = listed.database(ref);
    try {
      Acknowledged newest = newest();
      return new ProbeStatus(
          newest == null ? null : newest.time(),
          writer.pulse().failing(Instant.now(), database.probe().every()),
          Rates.read(home.rates()).newest(),
          PastLog.read(home.past()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public LastWrite lastOn(LastOn request) {
    listed.database(request.database());
    try (LedgerReader<Acknowledged> ledger = LedgerReader.ledger(home)) {
      while (ledger.hasNext()) {
        Acknowledged row = ledger.next();
        if (row.timeline() <= request.timeline()) {
          return new LastWrite(row.time());
        }
      }
      return new LastWrite(null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ProbeMeasured measureProbe(MeasureProbe request) {
    Database database = listed.database(request.database());
    try {
      awaitWriteOn(request.timeline());
      Outage outage = outage(request);
      Duration gap = gap(outage, database.probe().every());
      return new ProbeMeasured(
          outage.length().minus(gap).toMillis(),
          outage.before().time(),
          outage.after().time(),
          gap.toMillis(),
          loss(request, database, outage.before().time()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw Failures.of(
          FailureType.UNREACHABLE,
          "the probe's rows could not be looked up through the public route: " + e.getMessage(),
          "see that the route leads to the new primary, then retry");
    }
  }

  private void awaitWriteOn(int timeline) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (Acknowledged row = newest(); row == null || row.timeline() < timeline; row = newest()) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        throw Failures.of(
            FailureType.UNEXPECTED,
            "the probe had no write acknowledged on timeline "
                + timeline
                + ", waited "
                + PATIENCE.toSeconds()
                + " s",
            "see that the public route leads to the new primary and that it takes writes, then"
                + " retry");
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  private Outage outage(MeasureProbe request) throws IOException {
    try (LedgerReader<Acknowledged> ledger = LedgerReader.ledger(home)) {
      return new OutageFinder(request.incidentBegan(), request.timeline())
          .find(ledger)
          .orElseThrow(
              () ->
                  Failures.of(
                      FailureType.REFUSED,
                      "the ledger shows no write on an older timeline followed by one on timeline "
                          + request.timeline()
                          + " after "
                          + request.incidentBegan(),
                      "the probe must have run before the incident; otherwise take the outage from"
                          + " the run's own times"));
    }
  }

  private Duration gap(Outage outage, Duration every) throws IOException {
    try (LedgerReader<Attempt> attempts = LedgerReader.attempts(home)) {
      return new Gaps(every).within(outage, attempts);
    }
  }

  private LossFound loss(MeasureProbe request, Database database, Instant lastBefore)
      throws IOException, SQLException {
    LostIds files = new LostIds(home, request.run(), request.timeline());
    LossReport report =
        new LossReport(
            database.probe().every(), Rates.read(home.rates()).before(request.timeline()));
    try (JdbcSurvivors survivors =
            JdbcSurvivors.open(new ClientRoute(secrets), database, request.timeline());
        LedgerReader<Acknowledged> ledger = LedgerReader.ledger(home)) {
      Lost lost =
          new LostFinder(survivors, request.timeline(), files.ofOtherPromotions()).find(ledger);
      return report.of(lost, lastBefore, files.keep(lost.ids()));
    }
  }

  private @Nullable Acknowledged newest() throws IOException {
    try (LedgerReader<Acknowledged> ledger = LedgerReader.ledger(home)) {
      return ledger.hasNext() ? ledger.next() : null;
    }
  }
}
