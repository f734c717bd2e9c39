package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.Backup;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What must be so before a backup is begun. */
final class TakeGuards {
  private static final String SIZE =
      "select coalesce(sum(pg_database_size(oid)), 0)::bigint from pg_database";
  private static final String OWN_TABLESPACES =
      "select coalesce(string_agg(spcname, ', ' order by spcname), '') from pg_tablespace"
          + " where oid not in (1663, 1664)";

  /** An archiver that failed last keeps {@code pg_backup_stop} waiting for ever. */
  private static final String FAILING =
      """
      select last_failed_wal from pg_stat_archiver
      where last_failed_time > coalesce(last_archived_time, '-infinity')
      """;

  private final Host host;
  private final Path repository;

  TakeGuards(Host host, Path repository) {
    this.host = host;
    this.repository = repository;
  }

  /** Refuses a cluster that is not the one this repository is of. */
  void requireIdentity(Primary primary, List<Backup> backups) throws IOException {
    String system = primary.facts().systemIdentifier();
    String here = host.control().systemIdentifier();
    if (!here.isEmpty()) {
      host.requireIdentity(system);
    }
    for (Backup backup : backups) {
      if (!backup.systemIdentifier().equals(system)) {
        throw Failures.of(
            FailureType.WRONG_IDENTITY,
            "repository \"%s\" holds backups of cluster \"%s\"; the primary is of cluster \"%s\";"
                    .formatted(repository, backup.systemIdentifier(), system)
                + " nothing was changed",
            "give each cluster a repository of its own");
      }
    }
  }

  /** Refuses what cannot become a backup that can be restored. */
  void require(Connection connection) throws IOException, SQLException {
    requireArchiving(connection);
    String own = Sql.text(connection, OWN_TABLESPACES);
    if (!own.isEmpty()) {
      throw refused(
          "the primary has tablespaces of its own (" + own + "); a restore would write over them",
          "move their tables to the default tablespace, or use the kind \"pgbackrest\"");
    }
    long needed = Long.parseLong(Sql.text(connection, SIZE));
    long free = Files.getFileStore(repository).getUsableSpace();
    if (free < needed + needed / 10) {
      throw refused(
          "a backup of the primary needs %d MB in \"%s\"; %d MB are free"
              .formatted(needed >> 20, repository, free >> 20),
          "make room, or lower \"backups.keep\" in the system file");
    }
  }

  private void requireArchiving(Connection connection) throws SQLException {
    if (Sql.text(connection, "show archive_mode").equals("off")) {
      throw refused(
          "the primary does not archive its WAL (archive_mode is off)",
          "set archive_mode and archive_command as the documentation says, then restart it");
    }
    String failing = Sql.text(connection, FAILING);
    if (!failing.isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "the primary cannot archive \"%s\": its archive_command fails; nothing was changed"
              .formatted(failing),
          "read the primary's log; it is tried again");
    }
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
