package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A folder of links to the files of a chain, each under the name it would have on the newest
 * timeline: {@code pg_waldump} reads the files of one timeline only, and a recovery follows all.
 *
 * @param chain whose, up to the first file that is not what it should be
 * @param path the folder
 */
record LinkedWal(WalChain chain, Path path) implements AutoCloseable {
  /** Links the files, and takes a cheap look at each. */
  static LinkedWal of(Host host, WalArchive archive, WalChain chain, String systemIdentifier)
      throws IOException, InterruptedException {
    archive.prepare(chain.names());
    Path path = Files.createTempDirectory("bosai-wal-");
    try {
      LinkedWal sound = new LinkedWal(sound(archive, chain, systemIdentifier), path);
      sound.link(archive.folder(sound.chain().names()));
      host.owner().give(path);
      return sound;
    } catch (IOException | InterruptedException | RuntimeException e) {
      Durable.removeTree(path);
      throw e;
    }
  }

  /** A server compares the cluster's identity too, {@code pg_waldump} does not. */
  private static WalChain sound(WalArchive archive, WalChain chain, String systemIdentifier)
      throws IOException {
    for (int index = 0; index < chain.files().size(); index++) {
      String file = chain.files().get(index);
      Optional<String> wrong = archive.damage(file, systemIdentifier);
      if (wrong.isPresent()) {
        Lsn begin = chain.shape().begin(chain.first() + index);
        String reason = "is damaged (" + wrong.get() + ")";
        return chain.until(begin, new Broken("\"" + file + "\"", reason));
      }
    }
    return chain;
  }

  private void link(Path folder) throws IOException {
    for (int index = 0; index < chain.files().size(); index++) {
      Files.createSymbolicLink(
          path.resolve(WalChain.name(chain.shape(), chain.timeline(), chain.first() + index)),
          folder.resolve(chain.files().get(index)).toAbsolutePath());
    }
  }

  /**
   * Returns how long the record at a position says it is, at most one segment; 0 if nothing can be
   * read there.
   */
  long recordBytes(Lsn lsn) throws IOException {
    ByteBuffer length = bytes(lsn, Integer.BYTES);
    long bytes = length.hasRemaining() ? 0 : Integer.toUnsignedLong(length.getInt(0));
    return Math.min(bytes, chain.shape().segmentBytes() - 1);
  }

  /** Returns the number its first page begins with, which tells the version; 0 without one. */
  int magic() throws IOException {
    ByteBuffer magic = bytes(chain.shape().begin(chain.first()), Short.BYTES);
    return magic.hasRemaining() ? 0 : Short.toUnsignedInt(magic.getShort(0));
  }

  private ByteBuffer bytes(Lsn lsn, int count) throws IOException {
    long number = chain.shape().number(lsn);
    Path file = path.resolve(WalChain.name(chain.shape(), chain.timeline(), number));
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.nativeOrder());
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(bytes, lsn.bytes() - chain.shape().begin(number).bytes());
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    Durable.removeTree(path);
  }
}
