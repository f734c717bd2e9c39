package dev.bosai.app.run;

import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Measured;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.PointInTimeView;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run as its memo tells it at one moment; no worker is needed to read it.
 *
 * @param workflowId Temporal's id, which is the lock
 * @param runId Temporal's id of this execution
 * @param header the compact head
 * @param steps in order
 * @param decisions in order
 * @param measured what was measured; null before
 * @param pointInTime target and what was written after it
 * @param request what the starter said; null where nobody started it, such as a reprotect
 * @param reprotect the run that brings redundancy back, where one was started
 */
public record RunSnapshot(
    String workflowId,
    String runId,
    RunHeader header,
    List<StepView> steps,
    List<DecisionView> decisions,
    @Nullable Measured measured,
    PointInTimeView pointInTime,
    @Nullable Request request,
    @Nullable RunSnapshot reprotect) {

  /** Returns the same run, shown together with the one that brings redundancy back. */
  public RunSnapshot with(@Nullable RunSnapshot reprotectRun) {
    return new RunSnapshot(
        workflowId, runId, header, steps, decisions, measured, pointInTime, request, reprotectRun);
  }

  /** Returns the same run with the tries that it does not hear of. */
  RunSnapshot with(Tries tries) {
    return withSteps(steps.stream().map(tries::shown).toList());
  }

  private RunSnapshot withSteps(List<StepView> newSteps) {
    return new RunSnapshot(
        workflowId, runId, header, newSteps, decisions, measured, pointInTime, request, reprotect);
  }

  /** Returns the same run with the lists of lost ids elsewhere. */
  public RunSnapshot measuredAs(@Nullable Measured moved) {
    return new RunSnapshot(
        workflowId, runId, header, steps, decisions, moved, pointInTime, request, reprotect);
  }

  /** Returns the same run with as many tries as an earlier reading found. */
  RunSnapshot triedAtLeastAs(RunSnapshot earlier) {
    Map<String, Integer> before =
        earlier.steps().stream().collect(Collectors.toMap(StepView::id, StepView::attempts));
    return withSteps(
        steps.stream().map(step -> step.triedAtLeast(before.getOrDefault(step.id(), 0))).toList());
  }

  /**
   * Returns the same run with the wait that is still open counted as people's time; the run itself
   * counts it when it is answered.
   *
   * @param now the reader's time
   */
  public RunSnapshot waitedUntil(Instant now) {
    RunSnapshot after = reprotect == null ? null : reprotect.waitedUntil(now);
    Need need = header.needs();
    Instant asked = need == null ? null : need.askedAt();
    if (need == null || asked == null) {
      return with(after);
    }
    long openMs = Math.max(0, Duration.between(asked, now).toMillis());
    return new RunSnapshot(
        workflowId,
        runId,
        header,
        steps.stream()
            .map(step -> step.id().equals(need.step()) ? step.waited(openMs) : step)
            .toList(),
        decisions,
        measured,
        pointInTime,
        request,
        after);
  }

  /** Returns why the run was started; empty if nobody said. */
  public String reason() {
    return request == null ? "" : request.reason();
  }

  /**
   * Returns the protection now; the run that brings it back knows better than the recovery that has
   * ended.
   */
  public String protection() {
    RunSnapshot after = reprotect;
    return after == null || after.header().protection().equals("unknown")
        ? header.protection()
        : after.header().protection();
  }

  /**
   * Returns how long the clock ran: until the service answered again, else until the run ended,
   * else until now.
   *
   * @param now the reader's time
   */
  public Duration elapsed(Instant now) {
    Instant until = header.restoredAt();
    if (until == null) {
      until = header.endedAt();
    }
    Duration elapsed = Duration.between(header.clock().startedAt(), until == null ? now : until);
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }
}
