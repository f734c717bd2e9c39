package dev.bosai.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One part of a Markdown file that is measured anew without touching the others; two comments mark
 * where it begins and ends.
 *
 * @param file need not exist
 * @param name of the part
 */
public record MarkdownPart(Path file, String name) {

  /** Puts the text in the part's place, or at the file's end. */
  public void write(String text) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      String before = Files.exists(file) ? Files.readString(file) : "";
      Files.writeString(file, replaced(before, begin() + "\n" + text.strip() + "\n" + end()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String replaced(String before, String part) {
    int from = before.indexOf(begin());
    int to = before.indexOf(end());
    if (from < 0 || to < 0) {
      return (before.isEmpty() ? "" : before.strip() + "\n\n") + part + "\n";
    }
    return before.substring(0, from) + part + before.substring(to + end().length());
  }

  private String begin() {
    return "<!-- begin " + name + " -->";
  }

  private String end() {
    return "<!-- end " + name + " -->";
  }
}
