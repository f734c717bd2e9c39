package dev.bosai.app.cli.text;

import dev.bosai.app.report.NamedEnd;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.RunHeader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last line of whatever shows a run: what to do next. */
public final class NextLine {
  private NextLine() {}

  /** Returns the line; empty where the run waits, since what to type stands above then. */
  public static Optional<String> of(RunSnapshot run) {
    RunSnapshot after = run.reprotect();
    return next(run.header(), after == null ? null : after.header()).map(text -> "next: " + text);
  }

  private static Optional<String> next(RunHeader run, @Nullable RunHeader after) {
    return switch (run.state()) {
      case WAITING -> Optional.empty();
      case RUNNING -> Optional.of("bosai watch " + run.run());
      case ABORTED -> NamedEnd.next(run).or(() -> Optional.of(report(run)));
      case FAILED -> Optional.of(report(run));
      case DONE -> after == null ? Optional.of(report(run)) : afterDone(run, after);
    };
  }

  private static Optional<String> afterDone(RunHeader run, RunHeader after) {
    return switch (after.state()) {
      case WAITING -> Optional.empty();
      case RUNNING -> Optional.of("bosai watch " + run.run() + " --until=protected");
      case ABORTED, FAILED -> Optional.of("bosai start reprotect --system " + run.system());
      case DONE -> Optional.of(report(run));
    };
  }

  private static String report(RunHeader run) {
    return "bosai report " + run.run() + " --html report.html";
  }
}
