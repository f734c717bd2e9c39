package dev.bosai.app.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way: each piece comes out when the delay has passed since it went in. What is on
 * the way when the line breaks never comes out.
 */
final class DelayLine {
  /** Bounds memory; at 200 ms it lets 80 MB/s through. */
  static final int CAPACITY = 16 * 1024 * 1024;

  private final long delayNanos;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int bytes;
  private boolean broken;

  DelayLine(long delayNanos) {
    this.delayNanos = delayNanos;
  }

  private static final class Piece {
    private final byte[] content;
    private final long dueNanos;

    Piece(byte[] content, long dueNanos) {
      this.content = content;
      this.dueNanos = dueNanos;
    }
  }

  /**
   * Puts a piece in; waits while the line is full.
   *
   * @return false if the line is broken
   */
  boolean put(byte[] content) throws InterruptedException {
    lock.lock();
    try {
      while (!broken && bytes >= CAPACITY) {
        changed.await();
      }
      pieces.addLast(new Piece(content, System.nanoTime() + delayNanos));
      bytes += content.length;
      changed.signalAll();
      return !broken;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next piece out when it is due; null once the line is broken. */
  byte @Nullable [] take() throws InterruptedException {
    lock.lock();
    try {
      while (!broken && !due()) {
        Piece next = pieces.peekFirst();
        if (next == null) {
          changed.await();
        } else {
          changed.await(next.dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
      }
      return broken ? null : out();
    } finally {
      lock.unlock();
    }
  }

  /** Breaks the line and says how many bytes were on the way. */
  int breakOff() {
    lock.lock();
    try {
      broken = true;
      int lost = bytes;
      pieces.clear();
      bytes = 0;
      changed.signalAll();
      return lost;
    } finally {
      lock.unlock();
    }
  }

  private boolean due() {
    Piece next = pieces.peekFirst();
    return next != null && next.dueNanos - System.nanoTime() <= 0;
  }

  private byte[] out() {
    Piece piece = pieces.removeFirst();
    bytes -= piece.content.length;
    changed.signalAll();
    return piece.content;
  }
}
