package dev.bosai.activities.postgres.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.host.PostmasterFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Only a refusal speaks for the fence; whatever else a dying server does is looked at again. */
class PortLookTest {
  private static final int QUEUE = 1;

  @Test
  void aClosedPortSpeaksForTheFence() throws IOException {
    int port;
    try (ServerSocket closed = listener()) {
      port = closed.getLocalPort();
    }
    assertThat(look(port).good()).isTrue();
  }

  @Test
  void aListenerSpeaksAgainstIt() throws IOException {
    try (ServerSocket listener = listener()) {
      assertThat(look(listener.getLocalPort()))
          .isEqualTo(
              Finding.bad("\"127.0.0.1:" + listener.getLocalPort() + "\" takes connections"));
    }
  }

  @Test
  void aStoppedServerWhoseQueueIsFullSpeaksAgainstIt() throws IOException {
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket listener = listener()) {
      fill(listener, waiting);
      Finding finding = look(listener.getLocalPort());
      assertThat(finding.good()).isFalse();
      assertThat(finding.text()).contains("does not refuse connections");
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void aServerThatDiesWithTheConnectionInItsQueueSpeaksAgainstItForNow() throws IOException {
    try (SocketChannel client = SocketChannel.open()) {
      client.configureBlocking(false);
      try (ServerSocket listener = listener()) {
        client.connect(listener.getLocalSocketAddress());
      }
      Finding finding = new PortLook("127.0.0.1:1", client::finishConnect).finding();
      assertThat(finding.good()).isFalse();
      assertThat(finding.text()).contains("does not refuse connections", "reset");
    }
  }

  private static Finding look(int port) {
    return PortLook.of(new PostmasterFile(1, Instant.EPOCH, port, "", "*", -1)).finding();
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, QUEUE, InetAddress.getLoopbackAddress());
  }

  /** Connects until the kernel keeps a connection waiting because nobody accepts. */
  private static void fill(ServerSocket listener, List<Socket> waiting) throws IOException {
    InetSocketAddress at = (InetSocketAddress) listener.getLocalSocketAddress();
    boolean full = false;
    while (!full) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(at, 200);
      } catch (SocketTimeoutException silent) {
        full = true;
      }
    }
  }
}
