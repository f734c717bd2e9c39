package dev.bosai.activities.postgres.fence;

import dev.bosai.activities.postgres.host.PostmasterFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Looks whether anybody listens where the server did. A refusal alone shows that nobody does: a
 * stopped server with a full queue is silent, and one that is killed with the connection in its
 * queue resets it, while another process may hold the port still.
 *
 * @param address as it is shown
 * @param attempt connects once
 */
record PortLook(String address, Attempt attempt) {
  private static final int CONNECT_MS = 500;

  /** One try to connect. */
  @FunctionalInterface
  interface Attempt {
    /** Connects and closes the connection. */
    void connect() throws IOException;
  }

  /** Prepares a look at the port of a server that left its lock file. */
  static PortLook of(PostmasterFile left) {
    return new PortLook(
        left.localAddress() + ":" + left.port(), () -> connect(left.localAddress(), left.port()));
  }

  Finding finding() {
    String shown = "\"" + address + "\"";
    try {
      attempt.connect();
      return Finding.bad(shown + " takes connections");
    } catch (ConnectException refused) {
      return Finding.good(shown + " refuses connections");
    } catch (IOException unclear) {
      return Finding.bad(shown + " does not refuse connections: " + unclear.getMessage());
    }
  }

  private static void connect(String address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MS);
    }
  }
}
