package dev.bosai.workflows.view;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a run can be; each name is a promise, only transitions act. */
public enum RunState {
  /** Steps are being carried out. */
  RUNNING,
  /** Nothing goes on until a person decides. */
  WAITING,
  /** Every step ended well or was skipped by name. */
  DONE,
  /** Ended by a person in a named safe state. */
  ABORTED,
  /**
   * Closed by Temporal without the run's own say, for example terminated; the world is as the steps
   * say.
   */
  FAILED;

  /** Returns the word people read. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the run is over. */
  public boolean ended() {
    return this == DONE || this == ABORTED || this == FAILED;
  }
}
