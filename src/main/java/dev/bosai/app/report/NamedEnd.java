package dev.bosai.app.report;

import dev.bosai.runbooks.SafeEnd;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import java.util.Arrays;
import java.util.Optional;

/** The named state a run left behind, with what it means and what comes next. */
public final class NamedEnd {
  private NamedEnd() {}

  /** Returns an aborted run's end with its meaning, since the word alone helps nobody at 3 a.m. */
  public static Optional<String> words(RunHeader header) {
    return header.state() == RunState.ABORTED
        ? of(header).map(end -> end.word() + " – " + end.meaning())
        : Optional.empty();
  }

  /** Returns what comes after it, with the run's names filled in; empty if nothing is known. */
  public static Optional<String> next(RunHeader header) {
    return of(header).map(end -> end.next(header.runbook(), header.system()));
  }

  private static Optional<SafeEnd> of(RunHeader header) {
    return Arrays.stream(SafeEnd.values())
        .filter(end -> end.word().equals(header.end()))
        .findFirst();
  }
}
