package dev.bosai.app.drill;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What was appended to a file since it was marked.
 *
 * @param file it may not exist yet
 * @param from its length then, in bytes
 */
public record Appended(Path file, long from) {

  /** Marks a file where it ends now. */
  public static Appended toEnd(Path file) {
    try {
      return new Appended(file, Files.exists(file) ? Files.size(file) : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines that came since; one that is being written is left out. */
  public List<String> lines() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.max(0, open.length() - from)];
      open.seek(from);
      open.readFully(bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the lines that hold a text. */
  public List<String> with(String text) {
    return lines().stream().filter(line -> line.contains(text)).toList();
  }

  /** Returns each line that holds both texts, with what follows it up to the next of its kind. */
  public List<String> after(String first, String second) {
    List<String> found = new ArrayList<>();
    boolean within = false;
    for (String line : lines()) {
      if (line.contains(first)) {
        within = line.contains(second);
        if (within) {
          found.add(line);
        }
      } else if (within) {
        found.set(found.size() - 1, found.get(found.size() - 1) + "\n" + line);
      }
    }
    return found;
  }
}
