package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Notify;
import dev.bosai.workflows.port.OutsideActivities.Receipt;
import dev.bosai.workflows.view.RunState;
import dev.bosai.workflows.view.StepState;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Promise;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends a message and goes on at once; when it is taken, or cannot be sent, its step shows it. */
final class NotifyStep {
  private final Board board;
  private final Facts facts;
  private final Herald herald;

  NotifyStep(Board board, Facts facts, Herald herald) {
    this.board = board;
    this.facts = facts;
    this.herald = herald;
  }

  Outcome send(Notify step) {
    String id = step.head().id();
    String text = step.message().isEmpty() ? facts.summary() : facts.fill(step.message());
    Promise<Receipt> sent = herald.tell(step.channel(), id, text);
    sent.handle((receipt, failure) -> settled(id, step.channel(), receipt, failure));
    return new Outcome("is being sent", Map.of("text", text), Outcome.Then.GOES_ON);
  }

  private @Nullable Void settled(
      String id, String channel, @Nullable Receipt receipt, @Nullable RuntimeException failure) {
    if (failure == null) {
      String answer = receipt == null ? "" : " (" + receipt.answer() + ")";
      end(id, StepState.DONE, "\"" + channel + "\" was told" + answer);
      return null;
    }
    String why =
        failure instanceof TemporalFailure known ? Failed.sentence(known) : failure.toString();
    end(id, StepState.FAILED, "\"" + channel + "\" could not be told: " + why);
    return null;
  }

  private void end(String id, StepState state, String what) {
    board.step(id, view -> view.ended(state, Now.instant(), what, view.evidence()));
    // A run that goes on shows it with its next step; one that waits may have none for hours.
    if (board.state() == RunState.WAITING) {
      board.publish();
    }
  }
}
