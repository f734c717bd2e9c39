package dev.bosai.app.lab;

import java.util.Locale;

/** Whether a commit waits for the other site. */
public enum Replication {
  /** It does not: the last commits are lost with the primary. */
  ASYNC,
  /**
   * It waits until the standby has applied it: nothing is lost, and each commit takes a round trip.
   */
  SYNC;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
