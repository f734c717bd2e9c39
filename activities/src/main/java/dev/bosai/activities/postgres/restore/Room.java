package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Space on a disk, and what a restored cluster may not touch there. */
public final class Room {
  private Room() {}

  /**
   * Refuses unless there is room, a tenth in reserve.
   *
   * @param directory that will be made
   * @param bytes it needs
   */
  public static void require(Path directory, long bytes) throws IOException {
    long needed = withReserve(bytes) - bytes(directory);
    require("a restore into \"" + directory + "\"", free(directory), needed);
  }

  /**
   * Refuses unless something can be restored beside a node, a tenth in reserve.
   *
   * @param bytes it needs
   */
  public static void requireBeside(Host node, long bytes) throws IOException {
    Path data = node.data().path();
    require("a restore beside \"" + data + "\"", free(data), withReserve(bytes));
  }

  private static void require(String what, long free, long needed) {
    if (free < needed) {
      throw Failures.of(
          FailureType.REFUSED,
          "%s needs %d MB; %d MB are free; nothing was touched"
              .formatted(what, (needed >> 20) + 1, free >> 20),
          "make room, for example by discarding what older runs kept");
    }
  }

  /** Returns how much of a disk is asked for, so that it does not run full meanwhile. */
  public static long withReserve(long bytes) {
    return bytes + bytes / 10;
  }

  /**
   * Returns how many bytes are free beside a directory.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if nothing can stand there
   */
  public static long free(Path directory) throws IOException {
    Path parent = directory.toAbsolutePath().getParent();
    Path there = parent == null ? directory : parent;
    if (!Files.isDirectory(there)) {
      throw Failures.of(
          FailureType.REFUSED,
          "folder \"" + there + "\" is not there; nothing was touched",
          "mount it, or make it for the account that runs PostgreSQL");
    }
    return Files.getFileStore(there).getUsableSpace();
  }

  /**
   * Refuses a node with tablespaces of its own: they have absolute paths, which a restored cluster
   * would use too, and its replay empties them (PostgreSQL documentation, 26.3.7).
   */
  public static void requireNoTablespaces(Host node, Path directory) throws IOException {
    Path links = directory.resolve("pg_tblspc");
    if (!Files.isDirectory(links)) {
      return;
    }
    try (Stream<Path> all = Files.list(links)) {
      if (all.findAny().isPresent()) {
        throw Failures.of(
            FailureType.REFUSED,
            ("\"%s\" has tablespaces of its own, and a restore beside node \"%s\" would write over"
                    + " them; nothing of the node was touched")
                .formatted(directory, node.ref().node()),
            "restore by hand on another host, with the tablespaces mapped");
      }
    }
  }

  /** Returns the size of a directory's files; files that vanish meanwhile count nothing. */
  public static long bytes(Path directory) throws IOException {
    AtomicLong bytes = new AtomicLong();
    if (Files.isDirectory(directory)) {
      Files.walkFileTree(directory, new Sizes(bytes));
    }
    return bytes.get();
  }

  private static final class Sizes extends SimpleFileVisitor<Path> {
    private final AtomicLong bytes;

    Sizes(AtomicLong bytes) {
      this.bytes = bytes;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      bytes.addAndGet(attributes.size());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw new UncheckedIOException(e);
    }
  }
}
