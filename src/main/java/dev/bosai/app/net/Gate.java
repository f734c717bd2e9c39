package dev.bosai.app.net;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A line that can be cut as a network is: what is on the way is held, nobody is told, and all of it
 * goes on once the line is mended, as TCP sends again what was never acknowledged.
 */
public final class Gate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition mended = lock.newCondition();
  private volatile boolean cut;

  /** Cuts or mends the line. */
  public void cut(boolean now) {
    lock.lock();
    try {
      cut = now;
      mended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it is cut. */
  public boolean isCut() {
    return cut;
  }

  /**
   * Waits while the line is cut.
   *
   * @throws IOException if the wait is interrupted
   */
  public void pass() throws IOException {
    if (!cut) {
      return;
    }
    lock.lock();
    try {
      while (cut) {
        mended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted on a line that is cut", e);
    } finally {
      lock.unlock();
    }
  }
}
