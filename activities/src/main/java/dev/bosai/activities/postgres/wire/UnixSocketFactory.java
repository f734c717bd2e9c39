package dev.bosai.activities.postgres.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * Lets the driver reach a server through a socket in the file system: nobody without access to its
 * folder can, and the server sees who asks, so no password is needed. The driver makes it by name.
 */
public final class UnixSocketFactory extends SocketFactory {
  private final Path socket;

  /**
   * Makes the factory.
   *
   * @param socket path of the server's socket
   */
  public UnixSocketFactory(String socket) {
    this.socket = Path.of(socket);
  }

  @Override
  public Socket createSocket() {
    return new UnixSocket(socket);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected();
  }

  private Socket connected() throws IOException {
    UnixSocket made = new UnixSocket(socket);
    made.connect();
    return made;
  }
}
