package dev.bosai.activities.postgres;

import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A byte that a test damages.
 *
 * @param file in which it is
 * @param at from its beginning
 */
record Place(Path file, long at) {
  private static final long SEGMENT_BYTES = 16 << 20;

  /** Somewhere in the text of a row: between records there are bytes that nobody reads. */
  static Place inWal(Random random, Path archive, Lsn from, Lsn to) throws IOException {
    while (true) {
      Lsn lsn = new Lsn(from.bytes() + (long) (random.nextDouble() * (to.bytes() - from.bytes())));
      Path file = archive.resolve(walFile(lsn));
      long at = lsn.bytes() % SEGMENT_BYTES;
      if (text(file, at - 20, 40).matches("[0-9a-f]{40}")) {
        return new Place(file, at);
      }
    }
  }

  /** Somewhere in the files of a backup, but for its manifest. */
  static Place in(Random random, Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files =
          all.filter(Files::isRegularFile)
              .filter(file -> file.toFile().length() > 0)
              .filter(file -> !file.getFileName().toString().equals("backup_manifest"))
              .sorted()
              .toList();
      Path file = files.get(random.nextInt(files.size()));
      return new Place(file, random.nextLong(Files.size(file)));
    }
  }

  void flip() throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
      content.seek(at);
      int old = content.read();
      content.seek(at);
      content.write(old ^ 0x10);
    }
  }

  static String walFile(Lsn lsn) {
    long segment = lsn.bytes() / SEGMENT_BYTES;
    return "00000001%08X%08X".formatted(segment / 256, segment % 256);
  }

  private static String text(Path path, long at, int length) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      byte[] bytes = new byte[length];
      file.seek(Math.max(0, at));
      return file.read(bytes) < length ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
