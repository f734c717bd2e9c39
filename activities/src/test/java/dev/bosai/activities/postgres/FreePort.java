package dev.bosai.activities.postgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Ports that tests may listen on. */
final class FreePort {
  private FreePort() {}

  /** Two builds on one machine must not look for the same ports at the same time. */
  static int next() throws IOException {
    int first = (int) (ProcessHandle.current().pid() * 37 % 900);
    return IntStream.range(21_000 + first, 22_000)
        .filter(FreePort::isFree)
        .findFirst()
        .orElseThrow(() -> new IOException("no free port below 22000"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
