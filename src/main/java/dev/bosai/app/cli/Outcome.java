package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.RunState;

/** What a run's state means for the exit code of a command that shows it. */
final class Outcome {
  private Outcome() {}

  static int code(RunSnapshot run) {
    RunSnapshot after = run.reprotect();
    return worst(run.header().state(), after == null ? RunState.DONE : after.header().state())
        .code();
  }

  private static Blame worst(RunState recovery, RunState reprotect) {
    Blame first = blame(recovery);
    return first == Blame.NONE ? blame(reprotect) : first;
  }

  private static Blame blame(RunState state) {
    return switch (state) {
      case RUNNING, DONE -> Blame.NONE;
      case WAITING -> Blame.WAITING;
      case ABORTED, FAILED -> Blame.RUN;
    };
  }
}
