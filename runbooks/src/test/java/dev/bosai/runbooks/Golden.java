package dev.bosai.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Compares a text with the file that holds what it should be; {@code -Dbosai.golden=write} writes
 * the file instead, and the difference is then reviewed like any other change.
 */
public final class Golden {
  private Golden() {}

  /** Fails if the text is not what the file holds. */
  public static void matches(Path file, String text) {
    if ("write".equals(System.getProperty("bosai.golden"))) {
      write(file, text + "\n");
    }
    assertThat(text + "\n")
        .as("%s; -Dbosai.golden=write writes it anew", file)
        .isEqualTo(Files.read(file.toString()));
  }

  private static void write(Path file, String text) {
    try {
      java.nio.file.Files.createDirectories(file.getParent());
      java.nio.file.Files.writeString(file, text);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
