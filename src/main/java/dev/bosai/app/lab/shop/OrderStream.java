package dev.bosai.app.lab.shop;

import dev.bosai.activities.shop.Orders;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Places orders at a steady rate, so that the lab is under load; what fails is counted and the next
 * order tries anew.
 */
final class OrderStream implements AutoCloseable {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Orders orders;
  private final AtomicLong placed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();

  OrderStream(Orders orders) {
    this.orders = orders;
  }

  /**
   * Places orders until the thread is interrupted.
   *
   * @param perSecond orders a second; an order that takes longer delays the next
   */
  void run(int perSecond) {
    long every = NANOS_PER_SECOND / perSecond;
    long next = System.nanoTime();
    while (!Thread.currentThread().isInterrupted()) {
      order();
      next = Math.max(next + every, System.nanoTime());
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  /** Returns how many orders were acknowledged. */
  long placed() {
    return placed.get();
  }

  /** Returns how many were not. */
  long failed() {
    return failed.get();
  }

  @Override
  public void close() {
    orders.close();
  }

  private void order() {
    try {
      orders.place("tea", 1);
      placed.incrementAndGet();
    } catch (Orders.Unanswered unanswered) {
      if (failed.getAndIncrement() % 100 == 0) {
        System.err.println("order not acknowledged: " + unanswered.getMessage());
      }
    }
  }
}
