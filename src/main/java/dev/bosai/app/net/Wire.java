package dev.bosai.app.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;

/** The two sockets of one forwarded connection; they live and end together. */
public final class Wire implements Closeable {
  private static final int BUFFER = 16 * 1024;

  private final Socket near;
  private final Socket far = new Socket();
  private final Gate gate;

  /**
   * Makes a wire that leads nowhere yet.
   *
   * @param near the accepted connection
   */
  public Wire(Socket near) {
    this(near, new Gate());
  }

  /**
   * Makes a wire that leads nowhere yet, over a line that may be cut.
   *
   * @param near the accepted connection
   */
  public Wire(Socket near, Gate gate) {
    this.near = near;
    this.gate = gate;
  }

  /** Returns the accepted connection. */
  public Socket near() {
    return near;
  }

  /** Returns the connection to the target; it is closed when the wire is, even while connecting. */
  public Socket far() {
    return far;
  }

  /**
   * Connects to the target.
   *
   * @throws IOException if it does not take the connection in time, or the wire was closed
   */
  public void connect(HostPort target, int timeoutMs) throws IOException {
    far.setTcpNoDelay(true);
    far.setKeepAlive(true);
    near.setKeepAlive(true);
    far.connect(target.socketAddress(), timeoutMs);
  }

  /** Forwards both directions until one end closes; then both are closed. */
  public void forward() {
    Threads.start("back " + near.getRemoteSocketAddress(), () -> pump(far, near));
    pump(near, far);
  }

  /**
   * Closes both with a reset, so that the clients notice at once and nothing that is still buffered
   * arrives.
   */
  public void reset() {
    abort(near);
    abort(far);
  }

  @Override
  public void close() throws IOException {
    try (near;
        far) {
      // Each is closed even if the other cannot be.
    }
  }

  private static void abort(Socket socket) {
    try (socket) {
      if (socket.isConnected()) {
        socket.setSoLinger(true, 0);
      }
    } catch (IOException closedAlready) {
      // It was closed by its other user meanwhile, which is what was wanted.
    }
  }

  private void pump(Socket from, Socket to) {
    try (this) {
      copy(from, to);
      // Over a line that is cut an end is no more heard of than anything else.
      gate.pass();
    } catch (IOException ended) {
      // A broken connection is how most of them end; closing the other side is the whole answer.
    }
  }

  private void copy(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        gate.pass();
        to.getOutputStream().write(buffer, 0, n);
      }
    } catch (IOException ended) {
      gate.pass();
      throw ended;
    }
  }
}
