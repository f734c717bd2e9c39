package dev.bosai.app.report;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Measured;
import dev.bosai.workflows.view.TargetView;
import dev.bosai.workflows.view.WrittenView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The stable JSON of {@code bosai report}: all of status, and what was measured, decided and
 * proven.
 */
public record ReportJson(
    @JsonUnwrapped StatusJson status,
    @Nullable Measured measured,
    @Nullable TargetView target,
    @Nullable SortedMap<String, WrittenView> writtenAfterTarget,
    @Nullable SortedMap<String, String> notCompared,
    Objectives objectives,
    Times times,
    List<DecisionView> decisions,
    Map<String, Map<String, String>> evidence,
    @Nullable Map<String, Map<String, String>> reprotectEvidence,
    PlanProof plan) {

  /**
   * Makes the document.
   *
   * @param read as it was read
   * @param plan what history proves about the plan
   * @param now the reader's time
   */
  public static ReportJson of(RunSnapshot read, PlanProof plan, Instant now) {
    RunSnapshot run = read.waitedUntil(now);
    RunSnapshot after = run.reprotect();
    return new ReportJson(
        StatusJson.of(read, now),
        run.measured(),
        run.pointInTime().target(),
        run.pointInTime().written(),
        run.pointInTime().written() == null ? null : run.pointInTime().notCompared(),
        Objectives.of(run, now),
        Times.of(run, now),
        run.decisions(),
        StepSections.facts(run.steps()),
        after == null ? null : StepSections.facts(after.steps()),
        plan);
  }
}
