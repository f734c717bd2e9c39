package dev.bosai.workflows.run;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Waits for an answer, and tells people whenever a question's time is up. */
final class AnswerWait {
  private final BiConsumer<String, String> herald;
  private final BooleanSupplier aborted;
  private final Runnable shown;

  /**
   * Makes one.
   *
   * @param herald tells people, under a key of its own, what follows a deadline that passed
   * @param aborted whether the run is to end
   * @param shown shows whom a question asks now
   */
  AnswerWait(BiConsumer<String, String> herald, BooleanSupplier aborted, Runnable shown) {
    this.herald = herald;
    this.aborted = aborted;
    this.shown = shown;
  }

  /** Returns when there is an answer, the next deadline passed, or the run is aborted. */
  void forAnswer(OpenPrompt prompt) {
    Instant next = prompt.until() == null ? prompt.reminder() : prompt.until();
    if (next == null) {
      Workflow.await(() -> prompt.ruling() != null || aborted.getAsBoolean());
      return;
    }
    CancellationScope timing = Workflow.newCancellationScope(() -> awaitUntil(prompt, next));
    timing.run();
    if (prompt.ruling() == null && !aborted.getAsBoolean()) {
      passed(prompt);
    }
  }

  private void passed(OpenPrompt prompt) {
    if (prompt.until() == null) {
      prompt.reminded(Now.instant());
      herald.accept(prompt.reminderKey(), prompt.reminderText(Now.instant()));
      return;
    }
    prompt.deadlinePassed(Now.instant());
    herald.accept(prompt.handOverKey(), prompt.handOverText());
    shown.run();
  }

  private void awaitUntil(OpenPrompt prompt, Instant until) {
    Duration left = Duration.between(Now.instant(), until);
    CancellationScope scope = CancellationScope.current();
    Promise<Void> deadline =
        Workflow.newTimer(
            left.isNegative() ? Duration.ZERO : left,
            TimerOptions.newBuilder()
                .setSummary(Summaries.line("deadline: " + prompt.question().text()))
                .build());
    Workflow.await(
        () -> prompt.ruling() != null || aborted.getAsBoolean() || deadline.isCompleted());
    if (!deadline.isCompleted()) {
      scope.cancel("answered");
    }
  }
}
