package dev.bosai.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this checkout, without what is built or belongs to tools. */
final class Checkout {
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules");

  private final Path root;

  Checkout() {
    // Tests run in their module's folder.
    this.root = Path.of("").toAbsolutePath().getParent();
  }

  Path root() {
    return root;
  }

  /** Returns the files whose name ends so, in a steady order. */
  List<Path> files(String suffix) {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> file.toString().endsWith(suffix) && ours(file)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name(Path file) {
    return root.relativize(file).toString();
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean ours(Path file) {
    for (Path part : root.relativize(file)) {
      String name = part.toString();
      if (NOT_OURS.contains(name) || (name.startsWith(".") && !name.equals("."))) {
        return false;
      }
    }
    return Files.isRegularFile(file);
  }
}
