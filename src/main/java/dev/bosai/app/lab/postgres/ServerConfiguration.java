package dev.bosai.app.lab.postgres;

import dev.bosai.app.lab.BackupKind;
import dev.bosai.app.lab.LabLayout;
import dev.bosai.app.lab.LabNode;
import dev.bosai.app.lab.LabSettings;
import dev.bosai.app.lab.Replication;

/** The text of a server's configuration files. */
final class ServerConfiguration {
  /**
   * The application's own user comes in from this machine without a password, so that scripts can
   * look.
   */
  private static final String HBA =
      """
      # TYPE  DATABASE     USER              ADDRESS      METHOD
      host    all          bosai             127.0.0.0/8  scram-sha-256
      host    replication  bosai,replicator  127.0.0.0/8  scram-sha-256
      host    shop         shop              127.0.0.0/8  trust
      """;

  /** What pgBackRest needs, which cannot give a password. Nobody else may enter the folder. */
  private static final String LOCAL_HBA =
      "local   all          bosai                           trust\n";

  private static final String BOTH_ARCHIVE =
      """
      # On the standby too: WAL that a dead primary did not archive is in the archive all the same.
      archive_mode = always""";

  private static final String ONE_ARCHIVES =
      """
      # Only who takes writes: pgBackRest knows no other mode.
      archive_mode = on""";

  private ServerConfiguration() {}

  /**
   * Where a server stands.
   *
   * @param node which
   * @param layout of its lab
   */
  record Place(LabNode node, LabLayout layout) {}

  /**
   * Writes what is added to {@code postgresql.conf}.
   *
   * @param follows clause that makes it a standby; empty for a primary
   */
  static String text(Place place, LabSettings settings, String follows) {
    return """

    # Set by bosai lab.
    cluster_name = '%1$s'
    listen_addresses = '127.0.0.1'
    port = %2$d
    unix_socket_directories = '%5$s'
    max_connections = 60
    shared_buffers = 64MB
    # In the data directory, so that a killed server leaves nothing in /dev/shm.
    dynamic_shared_memory_type = mmap
    # pg_rewind needs it to bring a diverged server back.
    wal_log_hints = on
    wal_keep_size = 512MB
    max_wal_size = 1GB
    hot_standby = on
    %3$s
    archive_command = '%4$s'
    log_line_prefix = '%%m [%%p] %%a '
    log_checkpoints = off
    """
            .formatted(
                place.node().name(),
                place.node().port(),
                settings.backups() == BackupKind.PGBACKREST ? ONE_ARCHIVES : BOTH_ARCHIVE,
                archiveCommand(place.layout(), settings),
                settings.backups() == BackupKind.PGBACKREST ? place.layout().sockets() : "")
        + synchronous(settings)
        + follows;
  }

  /** Writes {@code pg_hba.conf}. */
  static String access(LabSettings settings) {
    return settings.backups() == BackupKind.PGBACKREST ? HBA + LOCAL_HBA : HBA;
  }

  private static String archiveCommand(LabLayout layout, LabSettings settings) {
    return settings.backups() == BackupKind.PGBACKREST
        ? LabStanza.archiveCommand(layout)
        : "\"%s\" \"%s\" \"%%p\" \"%%f\"".formatted(layout.archiveProgram(), layout.archive());
  }

  /** Writes the clause that makes a standby follow a primary through the link. */
  static String following(LabNode standby, LabNode primary, String passwordFile) {
    return "primary_conninfo = 'host=127.0.0.1 port=%d user=replicator application_name=%s passfile=%s'%n"
        .formatted(primary.portFromOutside(), standby.name(), passwordFile);
  }

  private static String synchronous(LabSettings settings) {
    return settings.replication() == Replication.SYNC
        ? "synchronous_standby_names = 'ANY 1 (db1, db2)'\nsynchronous_commit = remote_apply\n"
        : "";
  }
}
