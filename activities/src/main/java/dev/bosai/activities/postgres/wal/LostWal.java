package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Reads what commits past a fork did to rows, out of the old directory's own WAL. */
public final class LostWal {
  /** One GB of usual segments: far more than a transaction of an application writes. */
  private static final int SEGMENTS_BEFORE = 64;

  private LostWal() {}

  /**
   * Reads it.
   *
   * @param old the old directory as a node, which does not run
   * @param timeline the old one
   * @param fork where the new one left it
   */
  public static LostWrites read(Host old, int timeline, Lsn fork)
      throws IOException, InterruptedException {
    TimelineLog log = TimelineLog.of(old, timeline);
    Lsn early = early(log, fork);
    LostCollector collector = new LostCollector(fork);
    String missing = WalReading.through(old, log, early, collector::add);
    if (!missing.isEmpty() && !collector.passed() && !early.equals(fork)) {
      // Older WAL may be damaged that nobody needs; what is past the fork stands for itself.
      collector = new LostCollector(fork);
      missing = WalReading.through(old, log, fork, collector::add);
    }
    return collector.found(missing);
  }

  /** Goes back as far as one segment follows the other. */
  private static Lsn early(TimelineLog log, Lsn fork) throws IOException {
    Set<Long> there = new HashSet<>(log.segmentsFrom(new Lsn(0)));
    long number = log.wal().number(fork);
    long oldest = number;
    while (there.contains(oldest - 1) && number - oldest < SEGMENTS_BEFORE) {
      oldest--;
    }
    return there.contains(number) ? log.wal().begin(oldest) : fork;
  }
}
