package dev.bosai.workflows.run;

import dev.bosai.workflows.view.ClockView;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of the run: it starts when the incident began, and people are told as the objective is
 * used up.
 */
final class RunClock {
  private static final List<Integer> MARKS_PERCENT = List.of(50, 80, 100);

  private final Board board;
  private final Herald herald;
  private @Nullable CancellationScope marks;

  RunClock(Board board, Herald herald) {
    this.board = board;
    this.herald = herald;
  }

  /** Arms the marks that are still ahead, and fires the newest one that has passed already. */
  void arm() {
    stop();
    ClockView clock = board.clock();
    Instant now = Now.instant();
    List<Integer> passed =
        MARKS_PERCENT.stream().filter(mark -> !at(clock, mark).isAfter(now)).toList();
    if (!passed.isEmpty()) {
      fire(passed.get(passed.size() - 1));
    }
    marks =
        Workflow.newDetachedCancellationScope(
            () ->
                MARKS_PERCENT.stream()
                    .filter(mark -> at(clock, mark).isAfter(now))
                    .forEach(
                        mark ->
                            Async.procedure(
                                this::await, mark, Duration.between(now, at(clock, mark)))));
    marks.run();
  }

  /** The probe knows when writes ceased; what was only assumed gives way to it. */
  void startedAt(Instant began, String from) {
    ClockView clock = board.clock();
    if (clock.startedFrom().equals("assumed")) {
      board.clock(new ClockView(began, from, clock.rtoMs()));
      arm();
    }
  }

  void stop() {
    if (marks != null) {
      marks.cancel("the clock stopped");
    }
  }

  private void await(int mark, Duration left) {
    String summary = mark + " % of the RTO";
    Workflow.newTimer(left, TimerOptions.newBuilder().setSummary(summary).build()).get();
    fire(mark);
  }

  private void fire(int mark) {
    String text = mark + " % of the RTO is used and the service is not restored";
    herald.tellAll("rto-" + mark, text);
  }

  private static Instant at(ClockView clock, int mark) {
    return clock.startedAt().plusMillis(clock.rtoMs() * mark / 100);
  }
}
