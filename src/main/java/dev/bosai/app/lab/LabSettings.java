package dev.bosai.app.lab;

import dev.bosai.app.host.ServerUser;
import java.util.Objects;

/**
 * How a lab was set up; it stays so until the lab is taken down.
 *
 * @param replication between the sites
 * @param lagMs delay of everything that replication sends, each way, in milliseconds
 * @param basePort the first of its ports
 * @param loadMegabytes how much data was loaded beyond the small tables
 * @param backups what keeps its backups
 * @param postgresBin folder of PostgreSQL's programs
 * @param postgresVersion for people
 * @param temporal the Temporal CLI
 * @param user that its servers and workers run as
 * @param exclusive whether the system file promises that no client goes past the router
 */
public record LabSettings(
    Replication replication,
    long lagMs,
    int basePort,
    int loadMegabytes,
    BackupKind backups,
    String postgresBin,
    String postgresVersion,
    String temporal,
    ServerUser user,
    boolean exclusive) {
  /** A lab that was made before there was a choice has what all had then. */
  public LabSettings {
    backups = Objects.requireNonNullElse(backups, BackupKind.BASEBACKUP);
  }

  /** Returns its ports. */
  public LabPorts ports() {
    return new LabPorts(basePort);
  }
}
