package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.OnFailure;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.Step;
import dev.bosai.workflows.view.StepState;
import dev.bosai.workflows.view.StepView;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Carries steps out one by one or side by side; a failed one waits for a person, nothing that took
 * effect is repeated.
 */
final class StepLoop {
  /** What can never be skipped: without it, going on could lose data or let two nodes write. */
  private static final Set<String> NEVER_SKIPPED =
      Set.of(
          "assess",
          "assess-move",
          "drain",
          "demote",
          "fence",
          "promote",
          "preserve",
          "rejoin",
          "aim",
          "restore",
          "choose",
          "open",
          "switch",
          "settle");

  /** A step that said itself how it ended, for example skipped, is left as it is. */
  private static final Set<StepState> UNDER_WAY = Set.of(StepState.RUNNING, StepState.WAITING);

  private final Board board;
  private final Desk desk;
  private final Facts facts;
  private final Conditions conditions;

  StepLoop(Board board, Desk desk, Facts facts, Conditions conditions) {
    this.board = board;
    this.desk = desk;
    this.facts = facts;
    this.conditions = conditions;
  }

  void inOrder(List<Step> steps, Function<Step, Outcome> runner) {
    boolean over = false;
    for (Step step : steps) {
      if (over) {
        passOver(step, "the steps before it were taken back");
      } else {
        over = carryOut(step, runner) == Outcome.Then.GROUP_ENDS;
      }
    }
  }

  void sideBySide(List<Step> steps, Function<Step, Outcome> runner) {
    List<Promise<Void>> branches =
        steps.stream().map(step -> Async.procedure(() -> carryOut(step, runner))).toList();
    Settled.all(branches);
  }

  private Outcome.Then carryOut(Step step, Function<Step, Outcome> runner) {
    String id = step.head().id();
    desk.awaitNotPaused(id);
    if (!conditions.hold(step.head().when())) {
      passOver(step, "its condition does not hold");
      return Outcome.Then.NEXT;
    }
    Optional<Outcome.Then> then = Optional.empty();
    while (then.isEmpty()) {
      then = tryOnce(step, runner);
    }
    return then.get();
  }

  /** A group that is not needed needs none of its steps. */
  private void passOver(Step step, String why) {
    for (Step one : Flat.of(List.of(step))) {
      String title = facts.fill(one.head().title());
      board.step(one.head().id(), view -> view.passedOver(title, why));
    }
  }

  /** Empty if it is to be tried again. */
  private Optional<Outcome.Then> tryOnce(Step step, Function<Step, Outcome> runner) {
    String id = step.head().id();
    String title = facts.fill(step.head().title());
    board.step(id, view -> view.begun(title, Now.instant()));
    board.current(id, title);
    board.publish();
    try {
      Outcome outcome = runner.apply(step);
      if (UNDER_WAY.contains(board.step(id).state())) {
        board.step(id, view -> ended(view, outcome));
      }
      return Optional.of(outcome.then());
    } catch (TemporalFailure failure) {
      Failed.rethrowIfCancelled(failure);
      return failed(step, Failed.sentence(failure))
          ? Optional.empty()
          : Optional.of(Outcome.Then.NEXT);
    }
  }

  private static StepView ended(StepView view, Outcome outcome) {
    return outcome.then() == Outcome.Then.GOES_ON ? goingOn(view, outcome) : done(view, outcome);
  }

  private static StepView done(StepView view, Outcome outcome) {
    return view.ended(StepState.DONE, Now.instant(), outcome.sentence(), outcome.evidence());
  }

  private static StepView goingOn(StepView view, Outcome outcome) {
    return view.ended(StepState.RUNNING, null, outcome.sentence(), outcome.evidence());
  }

  /** Returns whether it is to be tried again. */
  private boolean failed(Step step, String why) {
    String id = step.head().id();
    board.step(id, view -> view.ended(StepState.FAILED, Now.instant(), why, view.evidence()));
    desk.throwIfAborted();
    if (step.head().onFailure() == OnFailure.CONTINUE) {
      return false;
    }
    if (step.head().onFailure() == OnFailure.ABORT) {
      throw new RunAborted("the runbook ends the run when \"" + id + "\" fails: " + why);
    }
    return repair(step, why);
  }

  private boolean repair(Step step, String why) {
    String id = step.head().id();
    board.step(id, view -> view.with(StepState.WAITING, why));
    Ruling ruling = desk.ask(RunEvent.STEP_FAILED, question(step, why));
    if (ruling.choice().equals("retry")) {
      return true;
    }
    String skipped = "skipped by " + ruling.who() + ": " + ruling.why() + "; it had failed: " + why;
    board.step(id, view -> view.ended(StepState.SKIPPED, Now.instant(), skipped, view.evidence()));
    return false;
  }

  private Question question(Step step, String why) {
    List<String> choices =
        NEVER_SKIPPED.contains(step.kind())
            ? List.of("retry", "abort")
            : List.of("retry", "skip", "abort");
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("step", step.head().id());
    shown.put("failure", why);
    shown.putAll(board.step(step.head().id()).evidence());
    return new Question(
        step.head().id(),
        "repair",
        "",
        null,
        Otherwise.HOLD,
        choices,
        shown,
        "step \"" + step.head().id() + "\" failed: " + why);
  }
}
