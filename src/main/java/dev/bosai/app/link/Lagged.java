package dev.bosai.app.link;

import dev.bosai.app.net.Gate;
import dev.bosai.app.net.Threads;
import dev.bosai.app.net.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection over a slow link. When either end closes, what is still on the way is dropped in
 * both directions: a machine that dies does not deliver what it had sent a moment before.
 */
final class Lagged {
  private static final int BUFFER = 64 * 1024;

  private final Wire wire;
  private final Gate gate;
  private final DelayLine there;
  private final DelayLine back;
  private final AtomicLong dropped;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * Makes the connection's two delay lines.
   *
   * @param line connected
   * @param dropped counts the bytes that were on the way when connections ended
   */
  Lagged(Line line, long delayNanos, AtomicLong dropped) {
    this.wire = line.wire();
    this.gate = line.gate();
    this.there = new DelayLine(delayNanos);
    this.back = new DelayLine(delayNanos);
    this.dropped = dropped;
  }

  /** A connection, and the line that it goes over. */
  record Line(Wire wire, Gate gate) {}

  /** Forwards until one end closes. */
  void forward() {
    Threads.start("in", () -> untilEnded(() -> fill(wire.far(), back)));
    Threads.start("out", () -> untilEnded(() -> drain(there, wire.far())));
    Threads.start("out", () -> untilEnded(() -> drain(back, wire.near())));
    untilEnded(() -> fill(wire.near(), there));
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private void untilEnded(Work work) {
    try {
      work.run();
    } catch (IOException broken) {
      // How most connections end; the other side is closed below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      endOnceHeardOf();
    }
  }

  private void endOnceHeardOf() {
    try {
      gate.pass();
    } catch (IOException interrupted) {
      // The link itself ends, and nothing is to be told to anybody.
    } finally {
      end();
    }
  }

  private void end() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    dropped.addAndGet((long) there.breakOff() + back.breakOff());
    try {
      wire.close();
    } catch (IOException e) {
      System.err.println("a connection could not be closed: " + e.getMessage());
    }
  }

  private static void fill(Socket from, DelayLine line) throws IOException, InterruptedException {
    InputStream in = from.getInputStream();
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (!line.put(Arrays.copyOf(buffer, n))) {
        return;
      }
    }
  }

  private void drain(DelayLine line, Socket to) throws IOException, InterruptedException {
    for (byte[] piece = line.take(); piece != null; piece = line.take()) {
      gate.pass();
      to.getOutputStream().write(piece);
    }
  }
}
