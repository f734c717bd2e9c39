package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of links to the files of a chain, each under the name it would have on the newest
 * timeline: {@code pg_waldump} reads the files of one timeline only, and a recovery follows all.
 *
 * @param chain whose, up to the first file that is not what it should be
 * @param path the folder
 */
record LinkedWal(WalChain chain, Path path) implements AutoCloseable {
  /** Where a segment's first page says whose it is (PostgreSQL source, {@code xlog_internal.h}). */
  private static final int SYSTEM = 24;

  private static final int SEGMENT_BYTES = SYSTEM + Long.BYTES;
  private static final int HEAD = SEGMENT_BYTES + Integer.BYTES;

  /** Links the files, and looks at the outside of each. */
  static LinkedWal of(Host host, WalArchive archive, WalChain chain, String systemIdentifier)
      throws IOException, InterruptedException {
    Path path = Files.createTempDirectory("bosai-wal-");
    LinkedWal linked = new LinkedWal(chain, path);
    try {
      Path folder = archive.folder(chain.names());
      LinkedWal sound = new LinkedWal(linked.link(folder, systemIdentifier), path);
      host.owner().give(path);
      return sound;
    } catch (IOException | InterruptedException | RuntimeException e) {
      linked.close();
      throw e;
    }
  }

  private WalChain link(Path folder, String systemIdentifier) throws IOException {
    for (int index = 0; index < chain.files().size(); index++) {
      long number = chain.first() + index;
      Path file = folder.resolve(chain.files().get(index));
      String wrong = wrong(file, systemIdentifier);
      if (!wrong.isEmpty()) {
        return chain.until(
            chain.shape().begin(number), new Broken("\"" + file.getFileName() + "\"", wrong));
      }
      Files.createSymbolicLink(
          path.resolve(WalChain.name(chain.shape(), chain.timeline(), number)),
          file.toAbsolutePath());
    }
    return chain;
  }

  /**
   * Says what is wrong with a file; empty if nothing is. A server compares the cluster, {@code
   * pg_waldump} does not.
   */
  private String wrong(Path file, String systemIdentifier) throws IOException {
    long expected = chain.shape().segmentBytes();
    if (Files.size(file) != expected) {
      return "has %d bytes, expected %d".formatted(Files.size(file), expected);
    }
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.nativeOrder());
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(head, 0);
    }
    String system = Long.toUnsignedString(head.getLong(SYSTEM));
    if (!system.equals(systemIdentifier)) {
      return "is of cluster \"%s\", expected \"%s\"".formatted(system, systemIdentifier);
    }
    return head.getInt(SEGMENT_BYTES) == expected
        ? ""
        : "names segments of %d bytes, expected %d".formatted(head.getInt(SEGMENT_BYTES), expected);
  }

  @Override
  public void close() throws IOException {
    Durable.removeTree(path);
  }
}
