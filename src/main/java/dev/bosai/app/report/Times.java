package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Where the time went, in milliseconds. Steps at the same time count each, so the parts may sum up
 * to more than the run took.
 *
 * @param detectMs from the incident's beginning to the run's start
 * @param decideMs people's time: what the run waited for answers
 * @param actMs the machine's time in all steps but the verifying ones
 * @param verifyMs the machine's time in {@code verify} and {@code measure}
 */
public record Times(long detectMs, long decideMs, long actMs, long verifyMs) {

  static Times of(RunSnapshot run, Instant now) {
    List<StepView> steps = run.steps().stream().filter(Times::leaf).toList();
    long detect =
        Duration.between(run.header().clock().startedAt(), run.header().startedAt()).toMillis();
    return new Times(
        Math.max(0, detect),
        steps.stream().mapToLong(StepView::waitedMs).sum(),
        machine(steps, step -> !verifies(step), now),
        machine(steps, Times::verifies, now));
  }

  /** Returns how long the machine worked on a step, people's time taken off. */
  static long machineMs(StepView step, Instant now) {
    Instant began = step.startedAt();
    if (began == null) {
      return 0;
    }
    Instant ended = step.endedAt();
    long all = Duration.between(began, ended == null ? now : ended).toMillis();
    return Math.max(0, all - step.waitedMs());
  }

  private static long machine(List<StepView> steps, Predicate<StepView> which, Instant now) {
    return steps.stream().filter(which).mapToLong(step -> machineMs(step, now)).sum();
  }

  private static boolean verifies(StepView step) {
    return step.kind().equals("verify") || step.kind().equals("measure");
  }

  private static boolean leaf(StepView step) {
    return !step.kind().equals("parallel") && !step.kind().equals("phase");
  }
}
