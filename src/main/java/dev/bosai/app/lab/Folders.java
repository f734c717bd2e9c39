package dev.bosai.app.lab;

import dev.bosai.app.host.ServerUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Makes and removes a lab's folders and files, owned by the user its servers run as. */
public final class Folders {
  private final ServerUser user;

  /**
   * Makes a maker.
   *
   * @param user owns what is made
   */
  public Folders(ServerUser user) {
    this.user = user;
  }

  /** Makes a folder that everybody may enter. */
  public Path open(Path folder) {
    return make(folder, "rwxr-xr-x");
  }

  /** Makes a folder that its owner alone may enter. */
  public Path closed(Path folder) {
    return make(folder, "rwx------");
  }

  /** Writes a file that its owner alone may read. */
  public void secret(Path file, String text) {
    write(file, text, "rw-------");
  }

  /** Writes a file that everybody may read. */
  public void readable(Path file, String text) {
    write(file, text, "rw-r--r--");
  }

  /** Writes a program. */
  public void program(Path file, String text) {
    write(file, text, "rwxr-xr-x");
  }

  /** Removes a folder with everything in it. */
  public static void remove(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path make(Path folder, String mode) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
      user.own(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Path file, String text, String mode) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      user.own(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
