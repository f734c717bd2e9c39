package dev.bosai.app.kill;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Watches a worker's work go by and kills when the order says so. */
final class KillSwitch extends WorkerInterceptorBase {
  /** Stands for the run that brings redundancy back, which no activity starts. */
  static final String CHILD = "Child";

  /** Comes by itself whenever a worker starts, and is nobody's recovery. */
  private static final String CARDS = "RenewCards";

  private final Path order;

  KillSwitch(Path order) {
    this.order = order;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new WatchedActivity(next, this);
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WatchedRun(next, this);
  }

  /** Kills if the order is for this moment. */
  void strike(KillPoint point, Piece piece) {
    if (piece.run().equals(CARDS)) {
      return;
    }
    KillOrder.take(order, point, piece)
        .ifPresent(
            taken -> kill(taken.victim() == 0 ? ProcessHandle.current().pid() : taken.victim()));
    if (new StandingOrder(order.resolveSibling("")).meets(point, piece)) {
      kill(ProcessHandle.current().pid());
    }
  }

  /** The same from within a run, where the moment must be the first of its kind. */
  void strikeUnlessReplaying(KillPoint point, Piece piece) {
    if (!WorkflowUnsafe.isReplaying()) {
      strike(point, piece);
    }
  }

  /** The kernel's kill: no hook runs, no buffer is written, no connection says goodbye. */
  private static void kill(long pid) {
    try {
      new ProcessBuilder("sh", "-c", "kill -KILL " + pid).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
