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
}
