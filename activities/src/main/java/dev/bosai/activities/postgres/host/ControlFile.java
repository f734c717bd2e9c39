package dev.bosai.activities.postgres.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The cluster's control file. Without it PostgreSQL neither starts nor makes another one, in any
 * mode and under any supervisor, so moving it aside blocks the start.
 */
public final class ControlFile {
  private final Path live;
  private final Path blocked;

  /**
   * Names the file of a data directory.
   *
   * @param data the directory
   */
  public ControlFile(Path data) {
    this.live = data.resolve("global").resolve("pg_control");
    this.blocked = live.resolveSibling("pg_control.fenced");
  }

  /** Returns where PostgreSQL looks for it. */
  public Path live() {
    return live;
  }

  /** Returns where a fence moves it. */
  public Path blocked() {
    return blocked;
  }

  /** Returns it wherever it is. */
  public Path readable() {
    return Files.exists(live) ? live : blocked;
  }

  /** Returns whether a fence keeps the cluster from starting. */
  public boolean blocksStart() {
    return Files.exists(blocked) && !Files.exists(live);
  }

  /**
   * Blocks the start.
   *
   * @return whether there was something to do
   */
  public boolean block() throws IOException {
    if (!Files.exists(live)) {
      return false;
    }
    if (Files.exists(blocked)) {
      // Somebody put one back: the server's state is in the newer, and neither may be lost.
      Durable.rename(blocked, unused());
    }
    Durable.rename(live, blocked);
    return true;
  }

  /** Lets the cluster start again; does nothing if nothing blocks it. */
  public void unblock() throws IOException {
    if (blocksStart()) {
      Durable.rename(blocked, live);
    }
  }

  /**
   * Reads the cluster's system identifier: the first field in every version's layout (PostgreSQL
   * source, {@code pg_control.h}); empty if the file is not there or not a control file.
   */
  public String systemIdentifier() throws IOException {
    Path file = readable();
    if (!Files.isReadable(file)) {
      return "";
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(Long.BYTES + Integer.BYTES);
      return head.length < Long.BYTES + Integer.BYTES ? "" : identifier(head);
    }
  }

  private static String identifier(byte[] head) {
    ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.nativeOrder());
    long system = fields.getLong();
    int layout = fields.getInt();
    return layout < 1_000 || layout > 100_000 ? "" : Long.toUnsignedString(system);
  }

  private Path unused() {
    int number = 1;
    while (Files.exists(blocked.resolveSibling("pg_control.fenced." + number))) {
      number++;
    }
    return blocked.resolveSibling("pg_control.fenced." + number);
  }
}
