package dev.bosai.app.kill;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts the dead of a crew again while something else is waited for. */
final class Reviver implements AutoCloseable {
  private static final long EVERY_MS = 20;
  private final Crew crew;
  private final Thread thread;
  private volatile boolean over;

  /** Begins at once. */
  Reviver(Crew crew) {
    this.crew = crew;
    this.thread = new Thread(this::run, "reviver");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!over) {
      crew.replaceDead();
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
    crew.replaceDead();
    crew.awaitReady();
  }
}
