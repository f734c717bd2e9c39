package dev.bosai.activities.postgres.backup;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.wire.Primaries.Primary;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What must be so of a primary before it is backed up, whatever the kind of repository. */
public final class PrimaryGuards {
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
  private final String repository;

  /**
   * Makes them.
   *
   * @param host on which the work is done
   * @param repository for people
   */
  public PrimaryGuards(Host host, String repository) {
    this.host = host;
    this.repository = repository;
  }

  /**
   * Refuses a cluster that is not the one this repository is of.
   *
   * @param systemIdentifiers of what the repository holds
   */
  public void requireIdentity(Primary primary, List<String> systemIdentifiers) throws IOException {
    String system = primary.facts().systemIdentifier();
    String here = host.control().systemIdentifier();
    if (!here.isEmpty()) {
      host.requireIdentity(system);
    }
    for (String held : systemIdentifiers) {
      if (!held.equals(system)) {
        throw Failures.of(
            FailureType.WRONG_IDENTITY,
            "repository \"%s\" holds backups of cluster \"%s\"; the primary is of cluster \"%s\";"
                    .formatted(repository, held, system)
                + " nothing was changed",
            "give each cluster a repository of its own");
      }
    }
  }

  /** Refuses what cannot become a backup that can be restored. */
  public void require(Connection connection) throws SQLException {
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
    String own = Sql.text(connection, OWN_TABLESPACES);
    if (!own.isEmpty()) {
      throw refused(
          "the primary has tablespaces of its own (" + own + "); a restore would write over them",
          "move their tables to the default tablespace");
    }
  }

  private static RuntimeException refused(String message, String hint) {
    return Failures.of(FailureType.REFUSED, message + "; nothing was changed", hint);
  }
}
