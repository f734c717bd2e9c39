package dev.bosai.app.cli;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.RunState;
import java.util.Locale;

/** How long a command stays with a run. */
enum Until {
  /** Until the service answers again. */
  RESTORED,
  /** Until the recovery has ended. */
  DONE,
  /** Until the run that brings redundancy back has ended, too. */
  PROTECTED;

  /** Returns the word that people type. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether nothing more is to come. */
  boolean reached(RunSnapshot run) {
    boolean ended = run.header().state().ended();
    return switch (this) {
      case RESTORED -> ended || run.header().restoredAt() != null;
      case DONE -> ended;
      case PROTECTED -> ended && (run.header().state() != RunState.DONE || protectionEnded(run));
    };
  }

  /** Returns whether a person must decide before anything goes on. */
  boolean waits(RunSnapshot run) {
    RunSnapshot after = run.reprotect();
    return run.header().state() == RunState.WAITING
        || (this == PROTECTED && after != null && after.header().state() == RunState.WAITING);
  }

  private static boolean protectionEnded(RunSnapshot run) {
    RunSnapshot after = run.reprotect();
    return run.header().reprotectRun().isEmpty()
        || (after != null && after.header().state().ended());
  }
}
