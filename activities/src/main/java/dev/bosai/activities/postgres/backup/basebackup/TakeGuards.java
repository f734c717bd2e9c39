package dev.bosai.activities.postgres.backup.basebackup;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.backup.PrimaryGuards;
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
  private final PrimaryGuards primary;
  private final Path repository;

  TakeGuards(Host host, Path repository) {
    this.primary = new PrimaryGuards(host, repository.toString());
    this.repository = repository;
  }

  /** Refuses a cluster that is not the one this repository is of. */
  void requireIdentity(Primary found, List<Backup> backups) throws IOException {
    primary.requireIdentity(found, backups.stream().map(Backup::systemIdentifier).toList());
  }

  /** Refuses what cannot become a backup that can be restored. */
  void require(Connection connection) throws IOException, SQLException {
    primary.require(connection);
    long needed = Long.parseLong(Sql.text(connection, SIZE));
    long free = Files.getFileStore(repository).getUsableSpace();
    if (free < needed + needed / 10) {
      throw Failures.of(
          FailureType.REFUSED,
          "a backup of the primary needs %d MB in \"%s\"; %d MB are free; nothing was changed"
              .formatted(needed >> 20, repository, free >> 20),
          "make room, or lower \"backups.keep\" in the system file");
    }
  }
}
