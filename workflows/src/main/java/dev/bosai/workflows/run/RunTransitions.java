package dev.bosai.workflows.run;

import dev.bosai.workflows.view.RunState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The run's states as a table; what is not listed cannot happen and is a fault of ours. No event
 * leads to {@code failed}: that is how readers show a run that Temporal closed without the run's
 * own say, for example terminated.
 */
public final class RunTransitions {
  /**
   * One row.
   *
   * @param from the state before
   * @param event what happened
   * @param to the state after
   * @param because one sentence that a person can read in a log
   */
  public record Row(RunState from, RunEvent event, RunState to, String because) {}

  /** Every transition there is. */
  public static final List<Row> TABLE =
      List.of(
          row(RunState.RUNNING, RunEvent.APPROVAL_ASKED, RunState.WAITING, "a person must decide"),
          row(RunState.RUNNING, RunEvent.STEP_FAILED, RunState.WAITING, "a failed step waits"),
          row(RunState.RUNNING, RunEvent.PAUSED, RunState.WAITING, "a person paused the run"),
          row(RunState.RUNNING, RunEvent.ABORTED, RunState.ABORTED, "a person ended the run"),
          row(RunState.RUNNING, RunEvent.STEPS_ENDED, RunState.DONE, "every step has ended"),
          row(
              RunState.WAITING,
              RunEvent.APPROVAL_ASKED,
              RunState.WAITING,
              "a parallel step asks too"),
          row(
              RunState.WAITING,
              RunEvent.STEP_FAILED,
              RunState.WAITING,
              "a parallel step failed too"),
          row(
              RunState.WAITING,
              RunEvent.PAUSED,
              RunState.WAITING,
              "a pause while waiting holds what follows"),
          row(RunState.WAITING, RunEvent.ANSWERED, RunState.RUNNING, "a person decided"),
          row(
              RunState.WAITING,
              RunEvent.DEADLINE_PASSED,
              RunState.RUNNING,
              "nobody decided and the runbook says go on"),
          row(RunState.WAITING, RunEvent.ABORTED, RunState.ABORTED, "a person ended the run"));

  private RunTransitions() {}

  /**
   * Returns the state after an event.
   *
   * @throws IllegalStateException if the table has no such row
   */
  public static RunState next(RunState from, RunEvent event) {
    return find(from, event)
        .map(Row::to)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a run that is " + from.word() + " cannot take " + event));
  }

  /** Returns the row for an event in a state, if it can happen there. */
  public static Optional<Row> find(RunState from, RunEvent event) {
    return TABLE.stream().filter(row -> row.from() == from && row.event() == event).findFirst();
  }

  /** Prints the whole table, impossible pairs included, for people and for the golden file. */
  public static String print() {
    return Arrays.stream(RunState.values())
        .flatMap(from -> Arrays.stream(RunEvent.values()).map(event -> line(from, event)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(RunState from, RunEvent event) {
    String found =
        find(from, event)
            .map(row -> row.to().word() + "  (" + row.because() + ")")
            .orElse("impossible");
    return String.format("%-8s %-16s -> %s", from.word(), event, found);
  }

  private static Row row(RunState from, RunEvent event, RunState to, String because) {
    return new Row(from, event, to, because);
  }
}
