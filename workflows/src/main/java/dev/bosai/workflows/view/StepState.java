package dev.bosai.workflows.view;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a step can be. */
public enum StepState {
  PENDING,
  RUNNING,
  WAITING,
  DONE,
  NOT_NEEDED,
  SKIPPED,
  FAILED;

  /** Returns the word people read, for example {@code not-needed}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
