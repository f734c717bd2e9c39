package dev.bosai.app.kill;

import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Watches a worker's work go by and kills when an order says so. */
final class KillSwitch extends WorkerInterceptorBase {
  /** Stands for the run that brings redundancy back, which no activity starts. */
  static final String CHILD = "Child";

  /** Comes by itself whenever a worker starts, and is nobody's recovery. */
  private static final String CARDS = "RenewCards";

  private final KillOrders orders;
  private final StandingOrder standing;

  KillSwitch(Path folder) {
    this.orders = new KillOrders(folder);
    this.standing = new StandingOrder(folder);
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
    orders.take(point, piece).ifPresent(this::obey);
    if (standing.meets(point, piece)) {
      signal("KILL", self());
    }
  }

  /** The same from within a run, where the moment must be the first of its kind. */
  void strikeUnlessReplaying(KillPoint point, Piece piece) {
    if (!WorkflowUnsafe.isReplaying()) {
      strike(point, piece);
    }
  }

  private void obey(KillOrder order) {
    if (order.what().equals(KillOrder.HOLD)) {
      orders.awaitLetGo();
    } else {
      signal(order.what(), order.victim() == 0 ? self() : order.victim());
    }
  }

  private static long self() {
    return ProcessHandle.current().pid();
  }

  /** The kernel's: no hook runs, no buffer is written, no connection says goodbye. */
  private static void signal(String name, long pid) {
    try {
      new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
