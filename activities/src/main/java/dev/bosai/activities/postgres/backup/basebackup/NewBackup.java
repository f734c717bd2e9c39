package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.backup.CatalogReader;
import dev.bosai.activities.postgres.backup.WalFormat;
import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One backup from its guards to its completion; runs under the repository's lock. */
final class NewBackup {
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /** The server says that it is archived; only a slow file system may still hide it. */
  private static final Duration DELIVERY = Duration.ofSeconds(20);

  private static final Duration EVERY = Duration.ofMillis(100);
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ID_READ =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
  private static final String NOW =
      "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
  private static final String SEGMENT_BYTES =
      "select setting from pg_settings where name = 'wal_segment_size'";
  private final BackupStore store;
  private final FolderArchive archive;
  private final TakeGuards guards;
  private final Taking taking;

  NewBackup(BackupStore store, FolderArchive archive, TakeGuards guards, Taking taking) {
    this.store = store;
    this.archive = archive;
    this.guards = guards;
    this.taking = taking;
  }

  Backup take(Primary primary, String key, Consumer<String> progress)
      throws IOException, SQLException, InterruptedException {
    List<Backup> before = store.complete().stream().map(BackupStore.Stored::backup).toList();
    guards.requireIdentity(primary, before);
    Begun begun = begin(primary, before);
    Path data = store.begin(begun.id(), key);
    taking.run(primary, data, progress);
    BackupManifest.Range wal = BackupManifest.wal(data, Payloads.mapper());
    SortedSet<String> needed = needed(wal, begun.segmentBytes());
    awaitDelivery(needed);
    requireWhole(needed, primary.facts().systemIdentifier());
    Backup backup = backup(primary, begun, wal, TreeSize.bytes(data));
    WalFormat format = archive.header(needed.first()).format();
    store.complete(new BackupStore.Stored(key, format, backup), CatalogReader.of(primary));
    return backup;
  }

  /** What is known before anything is copied. */
  private record Begun(String id, Instant startedAt, long segmentBytes) {}

  private Begun begin(Primary primary, List<Backup> before) throws IOException, SQLException {
    try (Connection connection = primary.open(SILENCE)) {
      guards.require(connection);
      Instant startedAt = Instant.parse(Sql.text(connection, NOW));
      long segmentBytes = Long.parseLong(Sql.text(connection, SEGMENT_BYTES));
      return new Begun(id(startedAt, before), startedAt, segmentBytes);
    }
  }

  private static Backup backup(Primary primary, Begun begun, BackupManifest.Range wal, long bytes)
      throws SQLException {
    return new Backup(
        begun.id(),
        BasebackupProvider.KIND,
        primary.facts().systemIdentifier(),
        wal.timeline(),
        wal.start(),
        wal.end(),
        begun.startedAt(),
        now(primary),
        bytes);
  }

  private static Instant now(Primary primary) throws SQLException {
    try (Connection connection = primary.open(SILENCE)) {
      return Instant.parse(Sql.text(connection, NOW));
    }
  }

  /** A clock that was set back must not make a later backup sort before an earlier one. */
  private static String id(Instant startedAt, List<Backup> before) {
    String id = ID.format(startedAt);
    if (before.isEmpty() || id.compareTo(before.get(before.size() - 1).id()) > 0) {
      return id;
    }
    LocalDateTime newest =
        LocalDateTime.parse(before.get(before.size() - 1).id(), ID_READ).plusSeconds(1);
    return ID.format(newest.toInstant(ZoneOffset.UTC));
  }

  /** A server may archive with success into another folder than this repository's. */
  private void awaitDelivery(SortedSet<String> needed) throws IOException, InterruptedException {
    Optional<Boolean> delivered =
        Poll.until(DELIVERY, EVERY, () -> there(needed) ? Optional.of(true) : Optional.empty());
    if (delivered.isEmpty()) {
      needed.removeAll(archive.names());
      throw Failures.of(
          FailureType.UNEXPECTED,
          "WAL segment \"%s\" of the backup is not in the archive; the primary's archive_command"
                  .formatted(needed.first())
              + " does not deliver there",
          "let archive_command copy into the repository's folder \"wal\"; it is tried again");
    }
  }

  private void requireWhole(SortedSet<String> needed, String systemIdentifier) throws IOException {
    for (String name : needed) {
      Optional<String> damage = archive.damage(name, systemIdentifier);
      if (damage.isPresent()) {
        throw Failures.of(
            FailureType.UNEXPECTED,
            "WAL segment \"%s\" of the backup is of no use: %s".formatted(name, damage.get()),
            "see that only this cluster archives into the repository; it is tried again");
      }
    }
  }

  private boolean there(SortedSet<String> needed) throws IOException {
    return archive.names().containsAll(needed);
  }

  private static SortedSet<String> needed(BackupManifest.Range wal, long segmentBytes) {
    WalFolder names = new WalFolder(Path.of(""), segmentBytes);
    long last = names.number(new Lsn(wal.end().bytes() - 1));
    SortedSet<String> needed = new TreeSet<>();
    for (long number = names.number(wal.start()); number <= last; number++) {
      needed.add(String.valueOf(names.file(wal.timeline(), number).getFileName()));
    }
    return needed;
  }
}
