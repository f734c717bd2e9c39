package dev.bosai.workflows.backup;

import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;

/**
 * Who wants work done beside recoveries, and of what.
 *
 * @param system says where the nodes stand and whom to tell
 * @param database name of the database within the system
 * @param who a person, or {@link #SCHEDULE}
 * @param reason may be empty
 */
public record BackupOrder(SystemFile system, String database, String who, String reason) {
  /** Who orders what is done daily. */
  public static final String SCHEDULE = "schedule";

  /** Returns whether nobody waits for the outcome, so that a failure must be told. */
  boolean scheduled() {
    return who.equals(SCHEDULE);
  }

  /** Returns the database's name among those of all systems. */
  public DatabaseRef ref() {
    return new DatabaseRef(system.system(), database);
  }

  /**
   * Returns the database as the system file says it.
   *
   * @throws ApplicationFailure of type NOT_LISTED if the file does not have it
   */
  public Database settings() {
    return system
        .database(database)
        .orElseThrow(
            () ->
                ApplicationFailure.newNonRetryableFailure(
                    "database \""
                        + database
                        + "\" is not in the system file of \""
                        + system.system()
                        + "\"\n  HINT: name one of "
                        + system.databases().keySet(),
                    FailureType.NOT_LISTED.name()));
  }
}
