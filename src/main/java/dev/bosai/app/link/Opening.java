package dev.bosai.app.link;

import dev.bosai.app.net.Wire;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * How a PostgreSQL connection opens, passed on as it is read: a standby's is told from a client's
 * by its parameter {@code replication} (PostgreSQL docs, 55.4 and 55.7).
 */
final class Opening {
  private static final int HEAD = 8;
  private static final int MOST_BYTES = 10_000;
  private static final int STARTUP = 196_608;
  private static final Set<Integer> ENCRYPTION = Set.of(80_877_103, 80_877_104);
  private static final Set<String> YES = Set.of("true", "on", "yes", "1");

  private final DataInputStream near;
  private final OutputStream server;
  private final DataInputStream far;
  private final OutputStream client;

  private Opening(Wire wire) throws IOException {
    this.near = new DataInputStream(wire.near().getInputStream());
    this.client = wire.near().getOutputStream();
    this.far = new DataInputStream(wire.far().getInputStream());
    this.server = wire.far().getOutputStream();
  }

  /**
   * Passes a connection's opening on, up to where server and client go on by themselves.
   *
   * @param wire connected
   * @return whether the connection carries WAL to a standby; false for one that is encrypted, since
   *     nobody can see that then
   * @throws IOException if an end closes before it has opened
   */
  static boolean ofStandby(Wire wire) throws IOException {
    return new Opening(wire).passed();
  }

  private boolean passed() throws IOException {
    int length = near.readInt();
    int code = near.readInt();
    byte[] rest = near.readNBytes(Math.max(0, Math.min(length, MOST_BYTES) - HEAD));
    if (rest.length != Math.max(0, Math.min(length, MOST_BYTES) - HEAD)) {
      throw new EOFException("the client left before it had opened");
    }
    server.write(ByteBuffer.allocate(HEAD).putInt(length).putInt(code).array());
    server.write(rest);
    if (!ENCRYPTION.contains(code)) {
      return code == STARTUP && replicates(new String(rest, StandardCharsets.UTF_8));
    }
    int answer = far.readUnsignedByte();
    client.write(answer);
    return answer == 'N' && passed();
  }

  private static boolean replicates(String parameters) {
    String[] pairs = parameters.split("\0", -1);
    for (int name = 0; name + 1 < pairs.length; name += 2) {
      if (pairs[name].equals("replication")) {
        return YES.contains(pairs[name + 1]);
      }
    }
    return false;
  }
}
