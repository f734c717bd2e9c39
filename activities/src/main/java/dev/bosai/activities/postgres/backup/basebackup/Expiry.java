package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.postgres.backup.Proofs;
import dev.bosai.activities.postgres.backup.Retention;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Removes backups and WAL that need not stay; backups first, so that none lacks its WAL. */
final class Expiry {
  /** Segments, and what PostgreSQL archives under a segment's name with an ending. */
  private static final String SEGMENT = "[0-9A-F]{24}(\\.partial|\\.[0-9A-F]{8}\\.backup)?";

  private static final int SEGMENT_NAME = 24;
  private final BackupStore store;
  private final Path wal;
  private final Proofs proofs;

  Expiry(BackupStore store, Path wal, Proofs proofs) {
    this.store = store;
    this.wal = wal;
    this.proofs = proofs;
  }

  /** Removes it, and says what. */
  List<String> run(Backups.Keep keep, Clock clock) throws IOException {
    List<BackupStore.Stored> stored = store.complete();
    List<Backup> all = stored.stream().map(BackupStore.Stored::backup).toList();
    Retention retention = new Retention(keep, clock.instant());
    String proven = newestProven(all);
    List<Backup> kept = retention.kept(all, proven);
    List<String> removed = new ArrayList<>();
    for (Backup backup : all) {
      if (!kept.contains(backup)) {
        store.remove(backup.id());
        removed.add("removed backup \"" + backup.id() + "\"");
      }
    }
    Optional<Backup> from = retention.from(kept);
    if (from.isPresent()) {
      // Taken from what was recorded: the size of a damaged file would name the wrong segments.
      WalFolder folder = new WalFolder(wal, stored.get(0).wal().segmentBytes());
      expireWal(folder, kept, from.get()).ifPresent(removed::add);
    }
    return removed;
  }

  private @org.jspecify.annotations.Nullable String newestProven(List<Backup> all)
      throws IOException {
    return proofs.all().stream()
        .filter(Proven::passed)
        .map(Proven::backup)
        .filter(id -> all.stream().anyMatch(backup -> backup.id().equals(id)))
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  /** Older backups need the WAL from their start to their stop, and no more. */
  private Optional<String> expireWal(WalFolder folder, List<Backup> kept, Backup from)
      throws IOException {
    long first = folder.number(from.start());
    int count = 0;
    for (String name : names()) {
      long number = folder.numberOf(name.substring(0, SEGMENT_NAME));
      boolean needed =
          number >= first || kept.stream().anyMatch(backup -> covers(folder, backup, number));
      if (!needed) {
        Files.deleteIfExists(wal.resolve(name));
        count++;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    Durable.sync(wal);
    return Optional.of("removed %d WAL files older than backup \"%s\"".formatted(count, from.id()));
  }

  private static boolean covers(WalFolder folder, Backup backup, long number) {
    return number >= folder.number(backup.start())
        && number <= folder.number(new Lsn(backup.stop().bytes() - 1));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(wal)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches(SEGMENT))
          .sorted()
          .toList();
    }
  }
}
