package dev.bosai.app.net;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Accepts connections on one address until it is closed. */
public final class Listener implements AutoCloseable {
  private static final int BACKLOG = 512;
  private static final Duration AFTER_FAILURE = Duration.ofMillis(10);

  private final HostPort at;
  private final ServerSocket server;

  private Listener(HostPort at, ServerSocket server) {
    this.at = at;
    this.server = server;
  }

  /**
   * Starts to accept.
   *
   * @param taker gets each connection and must not block
   * @throws Fault of the environment if the address cannot be bound
   */
  public static Listener start(HostPort at, Consumer<Socket> taker) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(at.socketAddress(), BACKLOG);
      Listener listener = new Listener(new HostPort(at.host(), server.getLocalPort()), server);
      Threads.start("listen " + listener.at, () -> listener.accept(taker));
      return listener;
    } catch (IOException e) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "cannot listen on \"" + at + "\": " + e.getMessage(),
          "free the address, or choose another one",
          e);
    }
  }

  /** Returns the address with the port that is really used. */
  public HostPort at() {
    return at;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept(Consumer<Socket> taker) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        taker.accept(socket);
      } catch (IOException e) {
        if (!server.isClosed()) {
          System.err.println("cannot accept on " + at + ": " + e.getMessage());
          // Without file descriptors each try fails at once; the pause keeps that from eating a
          // core.
          LockSupport.parkNanos(AFTER_FAILURE.toNanos());
        }
      }
    }
  }
}
