package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.backup.BackupProvider;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wal.TransactionEnd;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far a backup can be replayed. Damage does not hinder the answer, it is part of it.
 *
 * @param timeline to follow
 * @param last where the last record begins that can be replayed; null if a restore cannot become
 *     consistent
 * @param at time of the newest commit up to there; null if there was none
 * @param file the archived file in which it ends
 * @param broken why it ends although WAL went on, one sentence; empty if it is the end of all WAL
 */
public record Furthest(
    int timeline, @Nullable Lsn last, @Nullable Instant at, String file, String broken) {

  /**
   * Finds it.
   *
   * @param timeline that matters; 0 means the newest that can be reached from the backup
   */
  public static Furthest of(Host host, BackupProvider provider, Backup backup, int timeline)
      throws IOException, InterruptedException {
    int followed = reachable(provider, backup, timeline);
    Repository repository = Repository.of(host, provider, followed, backup.systemIdentifier());
    try (LinkedWal wal = repository.link(repository.chain(backup.start()))) {
      Reading reading = Reading.of(backup, new WalDump(host, wal), new LatestSearch());
      Lsn last = reading.last();
      TransactionEnd commit = reading.story().now().last();
      Broken broken = reading.broken();
      return new Furthest(
          followed,
          last != null && reading.consistent(last, true) ? last : null,
          commit == null ? null : commit.at(),
          reading.chain().file(last == null ? backup.start() : last),
          broken == null ? "" : broken.sentence());
    }
  }

  /** One that cannot be reached from this backup, or whose history is missing, is left aside. */
  private static int reachable(BackupProvider provider, Backup backup, int timeline)
      throws IOException, InterruptedException {
    SortedSet<String> names = provider.archive().names();
    List<Integer> tried =
        Stream.concat(Stream.of(timeline), histories(names))
            .filter(one -> one >= backup.timeline())
            .toList();
    for (int one : tried) {
      boolean known = one == 1 || names.contains("%08X.history".formatted(one));
      if (known && Ancestry.of(one, provider.archive(), names).has(backup)) {
        return one;
      }
    }
    return backup.timeline();
  }

  private static Stream<Integer> histories(SortedSet<String> names) {
    return names.stream()
        .filter(name -> name.matches("[0-9A-F]{8}\\.history"))
        .map(name -> Integer.parseUnsignedInt(name.substring(0, 8), 16))
        .sorted(java.util.Comparator.reverseOrder());
  }

  /** Returns the newest commit that can be had back, for people. */
  public Optional<String> point() {
    return Optional.ofNullable(at)
        .map(time -> "the last recoverable point is the commit at " + time);
  }
}
