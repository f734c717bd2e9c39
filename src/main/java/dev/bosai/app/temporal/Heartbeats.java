package dev.bosai.app.temporal;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says for every activity that it is alive, so that a killed worker costs seconds and no adapter
 * has to think of it. When Temporal answers that the attempt is no longer known, its thread is
 * interrupted. A cancelled effect is not: it ends by itself within its bounds, so that its outcome
 * is known; only work that may take hours gives way at once.
 */
public final class Heartbeats extends WorkerInterceptorBase {
  private static final long EVERY_MS = 500;
  private static final Set<String> GIVE_WAY =
      Set.of(
          "Rejoin",
          "Secure",
          "Run",
          "MeasureProbe",
          "AwaitSecondWriter",
          "TakeBackup",
          "ListBackups",
          "FindTransactions",
          "ProveBackup",
          "AimRestore",
          "RestoreBeside",
          "CompareRows");

  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(Heartbeats::daemon);

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new Beating(next, beats);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "heartbeats");
    thread.setDaemon(true);
    return thread;
  }

  /** One activity. */
  private static final class Beating extends ActivityInboundCallsInterceptorBase {
    private final ScheduledExecutorService beats;
    private @Nullable KeptProgress context;

    Beating(ActivityInboundCallsInterceptor next, ScheduledExecutorService beats) {
      super(next);
      this.beats = beats;
    }

    @Override
    public void init(ActivityExecutionContext given) {
      KeptProgress kept = new KeptProgress(given);
      context = kept;
      super.init(kept);
    }

    @Override
    public ActivityOutput execute(ActivityInput input) {
      if (context == null) {
        return super.execute(input);
      }
      Pulse pulse = new Pulse(context, Thread.currentThread());
      ScheduledFuture<?> beating =
          beats.scheduleWithFixedDelay(pulse::beat, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
      try {
        return super.execute(input);
      } catch (RuntimeException stopped) {
        throw pulse.reasonFor(stopped);
      } finally {
        beating.cancel(false);
        pulse.end();
      }
    }
  }

  /** One activity's thread, interrupted at most once and never after its end. */
  private static final class Pulse {
    private final KeptProgress context;
    private final Thread thread;
    private @Nullable ActivityCompletionException unwanted;
    private boolean ended;

    Pulse(KeptProgress context, Thread thread) {
      this.context = context;
      this.thread = thread;
    }

    synchronized void beat() {
      if (ended) {
        return;
      }
      try {
        context.beat();
      } catch (ActivityCanceledException cancelled) {
        giveWay(cancelled);
      } catch (ActivityCompletionException answer) {
        unwanted = answer;
        ended = true;
        thread.interrupt();
      }
    }

    /** An effect beats on, since without a beat it would count as dead while it still acts. */
    private void giveWay(ActivityCanceledException cancelled) {
      if (GIVE_WAY.contains(context.getInfo().getActivityType())) {
        unwanted = cancelled;
        ended = true;
        thread.interrupt();
      }
    }

    /** An activity that was stopped has not failed: Temporal must hear that it was cancelled. */
    synchronized RuntimeException reasonFor(RuntimeException stopped) {
      if (unwanted == null) {
        return stopped;
      }
      unwanted.addSuppressed(stopped);
      return unwanted;
    }

    /** Clears a late interrupt too, since the thread serves the next activity. */
    synchronized void end() {
      ended = true;
      Thread.interrupted();
    }
  }
}
