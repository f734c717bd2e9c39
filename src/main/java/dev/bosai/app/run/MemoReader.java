package dev.bosai.app.run;

import com.google.protobuf.Timestamp;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Measured;
import dev.bosai.workflows.view.MemoKeys;
import dev.bosai.workflows.view.PointInTimeView;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepView;
import dev.bosai.workflows.view.TargetView;
import dev.bosai.workflows.view.WrittenView;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a snapshot from what Temporal tells about an execution. */
final class MemoReader {
  private final DataConverter converter;

  MemoReader(DataConverter converter) {
    this.converter = converter;
  }

  /** Returns the snapshot; empty if the execution carries no memo of ours. */
  Optional<RunSnapshot> read(WorkflowExecutionInfo info) {
    Map<String, Payload> memo = info.getMemo().getFieldsMap();
    RunHeader header = value(memo, MemoKeys.RUN, RunHeader.class);
    if (header == null) {
      return Optional.empty();
    }
    return Optional.of(
        new RunSnapshot(
            info.getExecution().getWorkflowId(),
            info.getExecution().getRunId(),
            truthful(header, info),
            steps(memo),
            decisions(memo),
            value(memo, MemoKeys.MEASURED, Measured.class),
            pointInTime(memo),
            value(memo, FirstMemo.REQUEST, Request.class),
            null));
  }

  private List<StepView> steps(Map<String, Payload> memo) {
    List<StepView> steps = new ArrayList<>();
    StepView step = value(memo, MemoKeys.step(0), StepView.class);
    while (step != null) {
      steps.add(step);
      step = value(memo, MemoKeys.step(steps.size()), StepView.class);
    }
    return List.copyOf(steps);
  }

  private PointInTimeView pointInTime(Map<String, Payload> memo) {
    Written written = value(memo, MemoKeys.WRITTEN, Written.class);
    NotCompared reasons = value(memo, MemoKeys.NOT_COMPARED, NotCompared.class);
    return new PointInTimeView(
        value(memo, MemoKeys.TARGET, TargetView.class),
        written,
        reasons == null ? Collections.emptySortedMap() : reasons);
  }

  /** Gives the map's values a type that the converter can see. */
  @SuppressWarnings("serial")
  private static final class Written extends TreeMap<String, WrittenView> {}

  /** Does the same for reasons. */
  @SuppressWarnings("serial")
  private static final class NotCompared extends TreeMap<String, String> {}

  private List<DecisionView> decisions(Map<String, Payload> memo) {
    DecisionView[] decisions = value(memo, MemoKeys.DECISIONS, DecisionView[].class);
    return decisions == null ? List.of() : List.copyOf(Arrays.asList(decisions));
  }

  private <T> @Nullable T value(Map<String, Payload> memo, String key, Class<T> type) {
    Payload payload = memo.get(key);
    return payload == null ? null : converter.fromPayload(payload, type, type);
  }

  /**
   * A run that was terminated from outside could not write its last memo, so what Temporal says
   * about the execution wins over a memo that still claims to be live.
   */
  private static RunHeader truthful(RunHeader header, WorkflowExecutionInfo info) {
    WorkflowExecutionStatus status = info.getStatus();
    boolean live =
        status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
            || status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW
            || status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_UNSPECIFIED
            || status == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_PAUSED;
    if (live || header.state().ended()) {
      return header;
    }
    Timestamp closed = info.getCloseTime();
    Instant at = Instant.ofEpochSecond(closed.getSeconds(), closed.getNanos());
    return ended(header, at, word(status));
  }

  private static RunHeader ended(RunHeader was, Instant closed, String how) {
    return new RunHeader(
        was.system(),
        was.run(),
        was.runbook(),
        was.title(),
        was.planSha256(),
        was.level(),
        RunState.FAILED,
        was.step(),
        null,
        was.clock(),
        was.protection(),
        was.startedAt(),
        was.startedBy(),
        was.restoredAt(),
        closed,
        "unknown",
        was.reprotectRun(),
        "Temporal says the run is "
            + how
            + "; it did not end by itself, so look at the nodes before a new start",
        was.rpoMs(),
        was.stepCount());
  }

  private static String word(WorkflowExecutionStatus status) {
    return status
        .name()
        .substring("WORKFLOW_EXECUTION_STATUS_".length())
        .toLowerCase(Locale.ROOT)
        .replace('_', ' ');
  }
}
