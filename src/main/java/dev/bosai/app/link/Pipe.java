package dev.bosai.app.link;

import dev.bosai.app.net.Gate;
import dev.bosai.app.net.Listener;
import dev.bosai.app.net.Threads;
import dev.bosai.app.net.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Carries the connections of one way across sites. */
final class Pipe implements AutoCloseable {
  private static final int CONNECT_MS = 2_000;

  private final PipeSpec spec;
  private final Duration lag;
  private final Set<Wire> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong dropped = new AtomicLong();
  private final Gate gate = new Gate();
  private final Listener listener;

  /**
   * Starts to carry.
   *
   * @param lag one-way delay of a standby's connections; zero for none
   */
  Pipe(PipeSpec spec, Duration lag) {
    this.spec = spec;
    this.lag = lag;
    this.listener = Listener.start(spec.listen(), this::take);
  }

  /**
   * What a pipe does now.
   *
   * @param lagMs one-way delay of a standby's connections in milliseconds
   * @param connections open now
   * @param droppedBytes on the way when connections ended, since the start
   * @param cut whether nothing comes through, in silence
   */
  record Told(
      String name,
      String listen,
      String target,
      long lagMs,
      int connections,
      long droppedBytes,
      boolean cut) {}

  Told told() {
    return new Told(
        spec.name(),
        listener.at().toString(),
        spec.target().toString(),
        lag.toMillis(),
        open.size(),
        dropped.get(),
        gate.isCut());
  }

  String name() {
    return spec.name();
  }

  /** Cuts or mends it. */
  void cut(boolean now) {
    gate.cut(now);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Wire wire : open) {
      wire.reset();
    }
  }

  private void take(Socket near) {
    Threads.start(spec.name() + " " + near.getRemoteSocketAddress(), () -> carry(near));
  }

  private void carry(Socket near) {
    try (Wire wire = new Wire(near, gate)) {
      open.add(wire);
      try {
        gate.pass();
        if (!spec.from().isEmpty()) {
          wire.far().bind(new InetSocketAddress(spec.from(), 0));
        }
        wire.connect(spec.target(), CONNECT_MS);
        forward(wire);
      } finally {
        open.remove(wire);
      }
    } catch (IOException unreachable) {
      System.err.println(spec.name() + ": " + spec.target() + " " + unreachable.getMessage());
    }
  }

  private void forward(Wire wire) throws IOException {
    if (!lag.isZero() && Opening.ofStandby(wire)) {
      new Lagged(new Lagged.Line(wire, gate), lag.toNanos(), dropped).forward();
    } else {
      wire.forward();
    }
  }
}
