package dev.bosai.activities.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server that says its name to whoever connects, and then echoes. With a name that begins with N
 * it passes for a PostgreSQL server that is asked for TLS.
 */
public final class NamedServer implements AutoCloseable {
  private final String name;
  private final ServerSocket server;
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

  private NamedServer(String name, ServerSocket server) {
    this.name = name;
    this.server = server;
  }

  /** Starts a server on a free port of the loopback address. */
  public static NamedServer start(String name) {
    try {
      NamedServer named =
          new NamedServer(name, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      daemon(named::accept);
      return named;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where it listens. */
  public String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket client : clients) {
      client.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        clients.add(client);
        daemon(() -> serve(client));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      client.getOutputStream().write(name.getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException ended) {
      // The client, or the test, has gone.
    } finally {
      clients.remove(client);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "named server");
    thread.setDaemon(true);
    thread.start();
  }
}
