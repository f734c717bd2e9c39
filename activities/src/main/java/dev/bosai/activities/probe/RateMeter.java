package dev.bosai.activities.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Watches the server's commit counter, about once a second. */
final class RateMeter {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Servers publish their counters about once a second, so a single difference jumps. */
  private static final double WEIGHT_OF_NEW = 0.4;

  private static final ProbeTable.Written NOBODY = new ProbeTable.Written("", 0);

  private final Path file;
  private Rates rates;
  private ProbeTable.Written server = NOBODY;
  private long commits;
  private long taken = System.nanoTime();
  private double perSecond = -1;

  /** Makes a meter that goes on with what the file knows. */
  RateMeter(Path file) throws IOException {
    this.file = file;
    this.rates = Rates.read(file);
  }

  /**
   * Takes a sample if the last one is a second old. A server that does not answer is the next
   * write's finding; here it only means that there is no figure.
   */
  void sample(ProbeTable table, ProbeTable.Written now) throws IOException {
    if (System.nanoTime() - taken < EVERY.toNanos()) {
      return;
    }
    try {
      take(table.commits(), now);
    } catch (SQLException unanswered) {
      server = NOBODY;
    }
  }

  private void take(long count, ProbeTable.Written now) throws IOException {
    long moment = System.nanoTime();
    if (now.equals(server) && count >= commits) {
      keep((count - commits) / ((moment - taken) / 1e9));
    } else {
      perSecond = -1;
    }
    server = now;
    commits = count;
    taken = moment;
  }

  private void keep(double current) throws IOException {
    perSecond = perSecond < 0 ? current : WEIGHT_OF_NEW * current + (1 - WEIGHT_OF_NEW) * perSecond;
    rates = rates.with(new Rates.Rate(server.timeline(), Instant.now().toString(), perSecond));
    rates.write(file);
  }
}
