package dev.bosai.activities.postgres.start;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on a thread of its own, since a disk or a network that hangs does not hear an interrupt.
 *
 * @param task the work
 * @param thread that does it and keeps no process alive
 */
record OwnThread<T>(FutureTask<T> task, Thread thread) implements AutoCloseable {
  private static final long LAST_WORDS_MS = 400;

  static <T> OwnThread<T> of(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return new OwnThread<>(task, thread);
  }

  /** Returns what came of it; empty if it did not end in time. */
  Optional<T> within(Duration bound) throws IOException, InterruptedException {
    try {
      return Optional.of(task.get(bound.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  /** Stops it, and lets it end what it has started. */
  @Override
  public void close() {
    task.cancel(true);
    try {
      thread.join(LAST_WORDS_MS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
