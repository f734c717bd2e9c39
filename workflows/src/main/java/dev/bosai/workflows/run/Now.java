package dev.bosai.workflows.run;

import io.temporal.workflow.Workflow;
import java.time.Instant;

/** The workflow's own time, the same on every replay. */
public final class Now {
  private Now() {}

  /** Returns it. */
  public static Instant instant() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
