package dev.bosai.workflows.run;

import dev.bosai.runbooks.Runbook;
import dev.bosai.runbooks.step.Step;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.view.ClockView;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.Measured;
import dev.bosai.workflows.view.MemoKeys;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunAttributes;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import dev.bosai.workflows.view.TargetView;
import dev.bosai.workflows.view.WrittenView;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What people see of the run. It is written to the memo and the search attributes, so that it can
 * be read with every worker dead, and to the current details for the Web UI. Only what changed is
 * written.
 */
final class Board {
  private final RunInput input;
  private final List<StepView> steps = new ArrayList<>();
  private final Map<String, Integer> index = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private final List<DecisionView> decisions = new ArrayList<>();
  private final Attributes attributes = new Attributes();
  private final Instant startedAt = Now.instant();
  private RunState state = RunState.RUNNING;
  private ClockView clock;
  private String step = "";
  private String phase = "";
  private String site = "";
  private String protection = "unknown";
  private String reprotectRun = "";
  private String sentence = "started";
  private String end = "";
  private @Nullable Need need;
  private @Nullable Instant restoredAt;
  private @Nullable Instant endedAt;
  private @Nullable Measured measured;
  private @Nullable TargetView target;
  private final SortedMap<String, WrittenView> written = new TreeMap<>();
  private final SortedMap<String, String> notCompared = new TreeMap<>();

  Board(RunInput input, List<Step> flat) {
    this.input = input;
    Instant began = input.incidentBegan() == null ? startedAt : input.incidentBegan();
    String from = input.incidentBegan() == null ? "assumed" : "given";
    clock = new ClockView(began, from, runbook().objectives().rto().toMillis());
    flat.forEach(this::add);
    changed.add(MemoKeys.RUN);
  }

  private void add(Step added) {
    index.put(added.head().id(), steps.size());
    changed.add(MemoKeys.step(steps.size()));
    steps.add(
        new StepView(
            added.head().id(),
            added.kind(),
            added.head().title(),
            StepState.PENDING,
            0,
            null,
            null,
            "",
            0,
            Map.of()));
  }

  void step(String id, UnaryOperator<StepView> change) {
    int at = index.getOrDefault(id, -1);
    steps.set(at, change.apply(steps.get(at)));
    changed.add(MemoKeys.step(at));
  }

  /** Says of the steps that are still under way how the run leaves them. */
  void leave(String how) {
    steps.stream()
        .filter(view -> view.state() == StepState.RUNNING || view.state() == StepState.WAITING)
        .map(StepView::id)
        .toList()
        .forEach(id -> step(id, view -> left(view, how)));
  }

  private static StepView left(StepView view, String how) {
    String what =
        view.state() == StepState.WAITING
            ? "waited for a person when the run ended: " + view.sentence()
            : how;
    return view.ended(StepState.FAILED, Now.instant(), what, view.evidence());
  }

  StepView step(String id) {
    return steps.get(index.getOrDefault(id, -1));
  }

  void current(String stepId, String what) {
    step = stepId;
    sentence = what;
    changed.add(MemoKeys.RUN);
  }

  void phase(String title) {
    phase = title;
    changed.add(MemoKeys.RUN);
  }

  void site(String takesOver) {
    site = takesOver;
    changed.add(MemoKeys.RUN);
  }

  void happened(RunEvent event, String what) {
    state = RunTransitions.next(state, event);
    sentence = what;
    changed.add(MemoKeys.RUN);
  }

  void need(@Nullable Need open) {
    need = open;
    changed.add(MemoKeys.RUN);
  }

  void clock(ClockView known) {
    clock = known;
    changed.add(MemoKeys.RUN);
  }

  void restored(Instant at) {
    restoredAt = restoredAt == null ? at : restoredAt;
    changed.add(MemoKeys.RUN);
  }

  void protection(String word) {
    protection = word;
    changed.add(MemoKeys.RUN);
  }

  String protection() {
    return protection;
  }

  void reprotectRun(String workflowId) {
    reprotectRun = workflowId;
    changed.add(MemoKeys.RUN);
  }

  void measured(Measured found) {
    measured = found;
    changed.add(MemoKeys.MEASURED);
  }

  void target(TargetView known) {
    target = known;
    changed.add(MemoKeys.TARGET);
  }

  void writtenAfter(Map<String, WrittenView> tables, Map<String, String> uncompared) {
    written.putAll(tables);
    notCompared.putAll(uncompared);
    changed.addAll(List.of(MemoKeys.WRITTEN, MemoKeys.NOT_COMPARED));
  }

  void decided(DecisionView decision) {
    decisions.add(decision);
    changed.add(MemoKeys.DECISIONS);
  }

  void ended(String safeEnd) {
    end = safeEnd;
    endedAt = Now.instant();
    step = "";
    need = null;
    changed.add(MemoKeys.RUN);
  }

  RunState state() {
    return state;
  }

  String sentence() {
    return sentence;
  }

  ClockView clock() {
    return clock;
  }

  boolean isRestored() {
    return restoredAt != null;
  }

  @Nullable Measured measured() {
    return measured;
  }

  List<StepView> steps() {
    return steps;
  }

  /** Writes what changed since the last time. */
  void publish() {
    if (changed.isEmpty()) {
      return;
    }
    RunHeader header = header();
    Map<String, Object> memo = new LinkedHashMap<>();
    changed.forEach(key -> memo.put(key, value(key, header)));
    Workflow.upsertMemo(memo);
    if (changed.contains(MemoKeys.RUN)) {
      upsertAttributes();
    }
    Workflow.setCurrentDetails(Details.markdown(header, steps, decisions));
    changed.clear();
  }

  private Object value(String key, RunHeader header) {
    if (key.equals(MemoKeys.RUN)) {
      return header;
    }
    return switch (key) {
      case MemoKeys.DECISIONS -> List.copyOf(decisions);
      case MemoKeys.MEASURED -> Objects.requireNonNull(measured);
      case MemoKeys.TARGET -> Objects.requireNonNull(target);
      case MemoKeys.WRITTEN -> written;
      case MemoKeys.NOT_COMPARED -> notCompared;
      default -> stepOf(key);
    };
  }

  private StepView stepOf(String key) {
    return steps.get(MemoKeys.stepIndex(key));
  }

  private void upsertAttributes() {
    attributes.send(
        RunAttributes.STATE.valueSet(state.word()),
        RunAttributes.STEP.valueSet(step),
        RunAttributes.PHASE.valueSet(phase),
        RunAttributes.SITE.valueSet(site),
        RunAttributes.NEEDS_HUMAN.valueSet(need != null),
        RunAttributes.DEADLINE.valueSet(
            clock.startedAt().plusMillis(clock.rtoMs()).atOffset(ZoneOffset.UTC)),
        RunAttributes.SYSTEM.valueSet(input.plan().system().system()),
        RunAttributes.LEVEL.valueSet(runbook().level().name()),
        RunAttributes.KIND.valueSet("real"));
  }

  private RunHeader header() {
    String system = input.plan().system().system();
    return new RunHeader(
        system,
        system + "@" + input.id(),
        runbook().name(),
        runbook().title(),
        input.planSha256(),
        runbook().level(),
        state,
        step,
        need,
        clock,
        protection,
        startedAt,
        input.startedBy(),
        restoredAt,
        endedAt,
        end,
        reprotectRun,
        sentence,
        runbook().objectives().rpo().toMillis(),
        steps.size());
  }

  private Runbook runbook() {
    return input.plan().runbook();
  }
}
