package dev.bosai.activities.route;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * Asks whether a PostgreSQL server answers at an address, without logging in: the question for TLS
 * is answered with one byte in any case (PostgreSQL docs, 55.2.10). A bare connection would prove
 * nothing, since a router takes it before it knows whether there is a server.
 */
final class Greeting {
  private static final int TIMEOUT_MS = 2_000;
  private static final int LENGTH = 8;
  private static final int TLS_REQUEST = 80_877_103;

  private Greeting() {}

  /**
   * Requires an answer.
   *
   * @param address {@code host:port}
   * @throws IOException if there is none
   */
  static void require(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    InetSocketAddress at =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.connect(at, TIMEOUT_MS);
      socket
          .getOutputStream()
          .write(ByteBuffer.allocate(LENGTH).putInt(LENGTH).putInt(TLS_REQUEST).array());
      int answer = socket.getInputStream().read();
      if (answer != 'S' && answer != 'N') {
        throw new IOException("no PostgreSQL server answers at \"" + address + "\"");
      }
    }
  }
}
