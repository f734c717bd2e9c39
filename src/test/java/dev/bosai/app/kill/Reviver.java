package dev.bosai.app.kill;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Replaces the lost of a crew while something else is waited for. */
final class Reviver implements AutoCloseable {
  private static final long EVERY_MS = 20;
  private final Crew crew;
  private final Thread thread;
  private volatile boolean over;

  /** Replaces whoever is lost until an action has ended, and returns what that returns. */
  static <T> T during(Crew crew, Supplier<T> action) {
    Reviver reviver = new Reviver(crew);
    try {
      return action.get();
    } finally {
      reviver.close();
    }
  }

  /** Begins at once. */
  Reviver(Crew crew) {
    this.crew = crew;
    this.thread = new Thread(this::run, "reviver");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!over) {
      crew.replaceLost();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EVERY_MS));
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    crew.replaceLost();
    crew.awaitReady();
  }
}
