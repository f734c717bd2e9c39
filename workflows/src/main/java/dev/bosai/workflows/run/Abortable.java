package dev.bosai.workflows.run;

import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Long work that stands beside everything else: whoever aborts must not wait hours for its end. It
 * is asked to stop, and its end is waited for, so that nothing goes on behind the run's back.
 */
final class Abortable {
  private final Desk desk;

  Abortable(Desk desk) {
    this.desk = desk;
  }

  /**
   * Returns what the work returns.
   *
   * @throws RunAborted if the run was aborted meanwhile
   */
  <T> T await(Functions.Func<T> work) {
    List<Promise<T>> begun = new ArrayList<>();
    CancellationScope scope = Workflow.newCancellationScope(() -> begun.add(Async.function(work)));
    scope.run();
    Promise<T> promise = begun.get(0);
    awaitEndOrAbort(promise);
    if (!promise.isCompleted()) {
      scope.cancel("aborted");
    }
    try {
      return promise.get();
    } catch (TemporalFailure failure) {
      desk.throwIfAborted();
      throw failure;
    }
  }

  /** A cancellation from outside reaches the work by itself; its end is waited for all the same. */
  private void awaitEndOrAbort(Promise<?> promise) {
    try {
      Workflow.await(() -> promise.isCompleted() || desk.isAborted());
    } catch (CanceledFailure cancelled) {
      Workflow.getLogger(Abortable.class).debug("cancelled while work was under way");
    }
  }
}
