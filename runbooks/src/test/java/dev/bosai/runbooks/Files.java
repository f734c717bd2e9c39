package dev.bosai.runbooks;

import dev.bosai.runbooks.parse.SystemFileParser;
import dev.bosai.runbooks.system.SystemFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The files that tests read. */
public final class Files {
  private Files() {}

  /** Returns the lab's system file as text. */
  public static String lab() {
    return read("src/test/resources/systems/lab.yaml");
  }

  /** Returns the lab's system. */
  public static SystemFile labSystem() {
    return SystemFileParser.parse("lab.yaml", lab());
  }

  /** Returns a file of the module as text. */
  public static String read(String path) {
    try {
      return java.nio.file.Files.readString(Path.of(path));
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
