package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Approve;
import dev.bosai.runbooks.step.Manual;
import dev.bosai.runbooks.step.Otherwise;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.step.Wait;
import dev.bosai.workflows.view.StepState;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps whose outcome is a person's word, or time. */
final class PeopleSteps {
  private final Board board;
  private final Desk desk;
  private final Facts facts;

  PeopleSteps(Board board, Desk desk, Facts facts) {
    this.board = board;
    this.desk = desk;
    this.facts = facts;
  }

  Outcome approve(Approve step) {
    String text = facts.fill(step.head().title());
    Ruling ruling = ask(step, text);
    while (ruling.choice().equals("reject") && step.otherwise() == Otherwise.HOLD) {
      ruling = ask(step, text + " (rejected by " + ruling.who() + ": " + ruling.why() + ")");
    }
    if (ruling.choice().equals("approve")) {
      return Outcome.of("approved by " + ruling.who() + reason(ruling));
    }
    String what =
        ruling.who().isEmpty() ? ruling.why() : "rejected by " + ruling.who() + reason(ruling);
    if (step.otherwise() == Otherwise.ABORT) {
      throw aborted(step.head().id(), "not approved: " + what);
    }
    return Outcome.of("goes on without approval, as the runbook says: " + what);
  }

  private RunAborted aborted(String id, String because) {
    board.step(id, view -> view.ended(StepState.FAILED, Now.instant(), because, view.evidence()));
    return new RunAborted(because);
  }

  private Ruling ask(Approve step, String text) {
    waits(step.head(), text);
    return desk.ask(
        RunEvent.APPROVAL_ASKED,
        new Question(
            step.head().id(),
            "approve",
            step.by(),
            step.within(),
            step.otherwise(),
            List.of("approve", "reject", "abort"),
            facts.shown(),
            text));
  }

  Outcome manual(Manual step) {
    waits(step.head(), step.instructions());
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("instructions", facts.fill(step.instructions()));
    Ruling ruling =
        desk.ask(
            RunEvent.APPROVAL_ASKED,
            new Question(
                step.head().id(),
                "manual",
                "",
                null,
                Otherwise.HOLD,
                List.of("approve", "skip", "abort"),
                shown,
                "done by hand? " + facts.fill(step.head().title())));
    if (ruling.choice().equals("skip")) {
      String skipped = "skipped by " + ruling.who() + reason(ruling);
      board.step(
          step.head().id(),
          view -> view.ended(StepState.SKIPPED, Now.instant(), skipped, Map.of()));
    }
    return Outcome.of("done by " + ruling.who() + reason(ruling));
  }

  /** Time passes; an abort ends the wait at once. */
  Outcome await(Wait step) {
    CancellationScope scope = Workflow.newCancellationScope(() -> sleep(step));
    scope.run();
    desk.throwIfAborted();
    return Outcome.of("waited " + step.duration());
  }

  private void sleep(Wait step) {
    CancellationScope scope = CancellationScope.current();
    TimerOptions options =
        TimerOptions.newBuilder().setSummary(Summaries.line(step.head().title())).build();
    Promise<Void> over = Workflow.newTimer(step.duration(), options);
    Workflow.await(() -> over.isCompleted() || desk.isAborted());
    if (!over.isCompleted()) {
      scope.cancel("aborted");
    }
  }

  private void waits(StepHead head, String text) {
    board.step(head.id(), view -> view.with(StepState.WAITING, text));
  }

  private static String reason(Ruling ruling) {
    return ruling.why().isBlank() ? "" : ": " + ruling.why();
  }
}
