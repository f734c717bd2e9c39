package dev.bosai.workflows.run;

import io.temporal.workflow.Promise;
import java.util.List;
import java.util.stream.Stream;

/** Waits for work that goes on side by side. */
final class Settled {
  private Settled() {}

  /**
   * Every one ends before the first failure is passed on, so that no effect is left behind
   * unwatched.
   */
  static void all(List<? extends Promise<?>> underway) {
    List<RuntimeException> failures =
        underway.stream().map(Promise::getFailure).flatMap(Stream::ofNullable).toList();
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }
}
