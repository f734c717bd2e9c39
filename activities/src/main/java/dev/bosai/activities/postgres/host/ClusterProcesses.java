package dev.bosai.activities.postgres.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The server processes of one data directory. Every one of them, an orphan whose postmaster died
 * included, has the directory as its working directory; a shell that somebody left there is no
 * PostgreSQL and is not counted.
 */
public final class ClusterProcesses {
  private static final Path PROC = Path.of("/proc");
  private final Path data;
  private final Object directory;

  /**
   * Watches a directory.
   *
   * @param data its real path, without links
   */
  ClusterProcesses(Path data) throws IOException {
    this.data = data;
    this.directory = key(data);
  }

  /**
   * Lists the living processes, the oldest first. A killed process that nobody has reaped yet does
   * not live: it can do nothing any more.
   */
  public List<Long> living() throws IOException {
    List<Long> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : all) {
        if (isServer(process) && worksHere(process) && lives(process)) {
          found.add(Long.parseLong(process.getFileName().toString()));
        }
      }
    }
    found.sort(null);
    return found;
  }

  /**
   * Returns whether a server may be at work whose directory this process may not learn. It has to
   * be one of another account or container, and so can be one of this directory too.
   */
  public boolean someAreHidden() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : all) {
        if (isCalledServer(process) && directory(process).isEmpty() && lives(process)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Compared by the directory itself: a container has another name for it. */
  private boolean worksHere(Path process) {
    return data.equals(link(process.resolve("cwd")))
        || directory(process).filter(directory::equals).isPresent();
  }

  private static Optional<Object> directory(Path process) {
    try {
      return Optional.of(key(process.resolve("cwd")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Object key(Path directory) throws IOException {
    Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    return Objects.requireNonNullElse(key, directory);
  }

  /** The name is open to everybody, unlike the program. */
  private static boolean isCalledServer(Path process) {
    try {
      return Files.readString(process.resolve("comm")).startsWith("post");
    } catch (IOException e) {
      return false;
    }
  }

  /** A process on its way out has lost its program before its working directory: it counts. */
  private static boolean isServer(Path process) {
    String program = link(process.resolve("exe")).toString();
    return program.isEmpty() || program.substring(program.lastIndexOf('/')).contains("postgres");
  }

  private static boolean lives(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Reads a link. One that cannot be read belongs to a process that has just ended, or to another
   * account and so to another cluster.
   */
  private static Path link(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return Path.of("");
    }
  }
}
