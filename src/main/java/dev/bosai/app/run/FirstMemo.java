package dev.bosai.app.run;

import dev.bosai.runbooks.Plan;
import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.Steps;
import dev.bosai.runbooks.step.Step;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.view.ClockView;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.MemoKeys;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunIds;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memo a run is started with, so that its status can be read before any worker has seen it. */
final class FirstMemo {
  /** Key of a {@link Request}; the run itself never writes it. */
  static final String REQUEST = "bosai.request";

  private static final String REPROTECT = "reprotect";

  private FirstMemo() {}

  /** Returns the id that locks what the plan works on: the system, or one database's redundancy. */
  static String workflowId(Plan plan) {
    String system = plan.system().system();
    return plan.runbook().name().equals(REPROTECT)
        ? RunIds.reprotect(system, plan.inputs().getOrDefault("database", "main"))
        : RunIds.recovery(system);
  }

  static Map<String, Object> of(RunInput input, String reason, Instant now) {
    List<Step> steps = Steps.all(input.plan().runbook().steps()).toList();
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put(MemoKeys.RUN, header(input, now, steps.size()));
    for (int n = 0; n < steps.size(); n++) {
      memo.put(MemoKeys.step(n), pending(steps.get(n)));
    }
    memo.put(REQUEST, new Request(reason, input.acceptedLoss().toMillis(), input.signed() != null));
    memo.put(MemoKeys.DECISIONS, List.<DecisionView>of());
    return memo;
  }

  private static RunHeader header(RunInput input, Instant now, int stepCount) {
    Runbook runbook = input.plan().runbook();
    String system = input.plan().system().system();
    Instant began = input.incidentBegan();
    ClockView clock =
        new ClockView(
            began == null ? now : began,
            began == null ? "assumed" : "given",
            runbook.objectives().rto().toMillis());
    return new RunHeader(
        system,
        system + "@" + input.id(),
        runbook.name(),
        runbook.title(),
        input.planSha256(),
        runbook.level(),
        RunState.RUNNING,
        "",
        null,
        clock,
        "unknown",
        now,
        input.startedBy(),
        null,
        null,
        "",
        "",
        "started; no worker has taken it up yet",
        runbook.objectives().rpo().toMillis(),
        stepCount);
  }

  private static StepView pending(Step step) {
    return new StepView(
        step.head().id(),
        step.kind(),
        step.head().title(),
        StepState.PENDING,
        0,
        null,
        null,
        "",
        0,
        Map.of());
  }
}
