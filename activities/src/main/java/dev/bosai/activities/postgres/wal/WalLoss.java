package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Puts commits past a position into the words of a measured loss. */
public final class WalLoss {
  private static final int INLINE = 1_000;
  private static final String SCOPE = "all commits of the cluster past the fork";

  private WalLoss() {}

  /**
   * Counts a node's commits past a position; null if not all of its WAL can be read, since what is
   * only part of a loss is no bound of it.
   */
  public static @Nullable LossFound beyond(Host host, Lsn from)
      throws IOException, InterruptedException {
    if (!Files.isReadable(host.control().readable()) || !Files.isDirectory(host.data().wal())) {
      return null;
    }
    OptionalInt timeline = WalFolder.newestTimeline(host.data().wal());
    if (timeline.isEmpty()) {
      return null;
    }
    WalReading reading = WalReading.of(host, TimelineLog.of(host, timeline.getAsInt()), from);
    if (!reading.missing().isEmpty()) {
      System.err.println("the disk does not tell all commits: " + reading.missing());
      return null;
    }
    return found(reading, from, null);
  }

  static LossFound found(WalReading reading, Lsn from, @Nullable Instant lastAcknowledged) {
    List<Commit> commits = reading.found().commits();
    Instant oldest = commits.stream().map(Commit::at).min(Instant::compareTo).orElse(null);
    Instant newest = commits.stream().map(Commit::at).max(Instant::compareTo).orElse(null);
    Instant until = lastAcknowledged == null ? newest : lastAcknowledged;
    long lossMs =
        oldest == null || until == null
            ? 0
            : Math.max(0, Duration.between(oldest, until).toMillis());
    return new LossFound(
        "wal",
        SCOPE,
        commits.size(),
        oldest,
        newest,
        lossMs,
        commits.stream().limit(INLINE).map(Commit::xid).toList(),
        "",
        "",
        sentence(commits.size(), from, reading.missing()));
  }

  private static String sentence(int count, Lsn from, String missing) {
    if (!missing.isEmpty()) {
      return (count == 0
              ? "it is not known whether anything was"
              : "at least " + transactions(count))
          + " committed past %s: %s".formatted(from, missing);
    }
    String known = count == 0 ? "nothing was" : transactions(count);
    return known + " committed past " + from + ", as the node's own WAL says";
  }

  private static String transactions(int count) {
    return count == 1 ? "1 transaction was" : count + " transactions were";
  }
}
