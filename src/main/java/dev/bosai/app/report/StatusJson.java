package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.runbooks.Level;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stable JSON of {@code bosai status}; {@code docs/json.md} says what each field means. */
public record StatusJson(
    String run,
    String workflowId,
    String runId,
    String runbook,
    String title,
    Level level,
    RunState state,
    @Nullable String step,
    String sentence,
    @Nullable Needs needs,
    Clock clock,
    @Nullable String fenceProof,
    String protection,
    Instant startedAt,
    String startedBy,
    String reason,
    @Nullable Long acceptedLossMs,
    @Nullable Instant restoredAt,
    @Nullable Instant endedAt,
    @Nullable String end,
    String planSha256,
    @Nullable Reprotect reprotect,
    List<Step> steps) {

  /** What a waiting run needs from a person. */
  public record Needs(
      String id,
      String decision,
      String step,
      String by,
      @Nullable Instant until,
      List<String> choices,
      Map<String, String> facts,
      String factsHash,
      String text) {

    private static @Nullable Needs of(@Nullable Need need) {
      return need == null
          ? null
          : new Needs(
              need.id(),
              need.decision(),
              need.step(),
              need.by(),
              need.until(),
              need.choices(),
              need.facts(),
              need.factsHash(),
              need.text());
    }
  }

  /** The run's clock; it stops when the service answers again. */
  public record Clock(Instant startedAt, String startedFrom, long rtoMs, long elapsedMs) {}

  /** The run that brings redundancy back. */
  public record Reprotect(
      String run,
      RunState state,
      @Nullable String step,
      String protection,
      String sentence,
      @Nullable Needs needs,
      List<Step> steps) {

    private static @Nullable Reprotect of(@Nullable RunSnapshot run) {
      if (run == null) {
        return null;
      }
      RunHeader header = run.header();
      return new Reprotect(
          header.run(),
          header.state(),
          orNull(header.step()),
          header.protection(),
          header.sentence(),
          Needs.of(header.needs()),
          run.steps().stream().map(Step::of).toList());
    }
  }

  /** One step. */
  public record Step(
      String id,
      String kind,
      String title,
      StepState state,
      int attempts,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      String sentence,
      long waitedMs) {

    private static Step of(StepView step) {
      return new Step(
          step.id(),
          step.kind(),
          step.title(),
          step.state(),
          step.attempts(),
          step.startedAt(),
          step.endedAt(),
          step.sentence(),
          step.waitedMs());
    }
  }

  /**
   * Makes the document.
   *
   * @param read as it was read
   * @param now the reader's time, for a clock that still runs
   */
  public static StatusJson of(RunSnapshot read, Instant now) {
    RunSnapshot run = read.waitedUntil(now);
    RunHeader header = run.header();
    return new StatusJson(
        header.run(),
        run.workflowId(),
        run.runId(),
        header.runbook(),
        header.title(),
        header.level(),
        header.state(),
        orNull(header.step()),
        header.sentence(),
        Needs.of(header.needs()),
        new Clock(
            header.clock().startedAt(),
            header.clock().startedFrom(),
            header.clock().rtoMs(),
            run.elapsed(now).toMillis()),
        FenceWord.of(run).orElse(null),
        run.protection(),
        header.startedAt(),
        header.startedBy(),
        run.reason(),
        run.request() == null ? null : (Long) run.request().acceptedLossMs(),
        header.restoredAt(),
        header.endedAt(),
        orNull(header.end()),
        header.planSha256(),
        Reprotect.of(run.reprotect()),
        run.steps().stream().map(Step::of).toList());
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
