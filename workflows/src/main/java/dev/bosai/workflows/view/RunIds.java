package dev.bosai.workflows.view;

/** Workflow ids; one live run under an id is the lock. */
public final class RunIds {
  private RunIds() {}

  /** The one live recovery of a system. */
  public static String recovery(String system) {
    return "recovery/" + system;
  }

  /** The run that brings a database's redundancy back. */
  public static String reprotect(String system, String database) {
    return "reprotect/" + system + "/" + database;
  }

  /**
   * Work on a database's backups; {@code take} and {@code prove} are locks, the rest are beginnings
   * of ids that are never used twice.
   *
   * @param what is done with them
   */
  public static String backup(String system, String database, String what) {
    return "backup/" + system + "/" + database + "/" + what;
  }

  /** Work on what a recovery kept of an old timeline; one at a time. */
  public static String salvage(String system, String database, String what) {
    return "salvage/" + system + "/" + database + "/" + what;
  }
}
