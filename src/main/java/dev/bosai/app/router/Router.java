package dev.bosai.app.router;

import dev.bosai.app.net.HostPort;
import dev.bosai.app.net.Listener;
import dev.bosai.app.net.Threads;
import dev.bosai.app.net.Wire;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;

/** Leads each client to the node in force, and drops those that are led elsewhere on a move. */
final class Router implements AutoCloseable {
  /** The name that nobody is led to. */
  static final String NOBODY = "";

  private static final int CONNECT_MS = 2_000;

  private final RouteBook book;
  private final Map<String, HostPort> backends;
  private final Relays relays = new Relays();
  private final Listener listener;

  /**
   * Starts to lead clients.
   *
   * @param listen where clients connect
   * @param backends by node name
   */
  Router(RouteBook book, HostPort listen, Map<String, HostPort> backends) {
    this.book = book;
    this.backends = Map.copyOf(backends);
    this.listener = Listener.start(listen, this::take);
  }

  /**
   * What became of a request to move.
   *
   * @param closed connections to other nodes that were closed
   */
  record Moved(RouteBook.Verdict verdict, int closed) {}

  HostPort listen() {
    return listener.at();
  }

  RouteState state() {
    return book.state();
  }

  Optional<Change> rejected() {
    return book.rejected();
  }

  Map<String, HostPort> backends() {
    return backends;
  }

  long connections(String node) {
    return relays.count(node);
  }

  /**
   * Leads clients to a node if the token is newer; the node must be one of the backends, or {@link
   * #NOBODY}.
   */
  Moved move(String node, Token token) throws IOException {
    RouteBook.Verdict verdict = book.move(node, token);
    return new Moved(verdict, relays.resetAllExcept(verdict.state().node()));
  }

  @Override
  public void close() throws IOException {
    listener.close();
    relays.resetAllExcept("");
    book.close();
  }

  private void take(Socket client) {
    Threads.start("client " + client.getRemoteSocketAddress(), () -> lead(client));
  }

  private void lead(Socket client) {
    String node = book.state().node();
    Wire wire = new Wire(client);
    relays.add(wire, node);
    try {
      // A move resets what it finds among the relays, so whoever enters later looks again.
      if (!node.equals(NOBODY) && node.equals(book.state().node())) {
        wire.connect(backend(node), CONNECT_MS);
        wire.forward();
      }
    } catch (IOException unreachable) {
      System.err.println("\"" + node + "\" takes no connection: " + unreachable.getMessage());
    } finally {
      relays.remove(wire);
      wire.reset();
    }
  }

  private HostPort backend(String node) throws IOException {
    HostPort backend = backends.get(node);
    if (backend == null) {
      throw new IOException("no such backend");
    }
    return backend;
  }
}
