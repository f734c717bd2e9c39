package dev.bosai.runbooks.describe;

import java.util.ArrayList;
import java.util.List;

/** Lines of limited width. */
final class Prose {
  private Prose() {}

  /**
   * Breaks a text at spaces; a word longer than the width keeps a line of its own.
   *
   * @param indent before every line
   * @param width of a line, indent included
   */
  static List<String> wrap(String text, String indent, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && indent.length() + line.length() + 1 + word.length() > width) {
        lines.add(indent + line);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(indent + line);
    return lines;
  }

  /** Returns a text in one line that is not longer than the limit. */
  static String shortened(String text, int limit) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= limit ? line : line.substring(0, limit - 1) + "…";
  }

  /** Joins words as people do: {@code a, b and c}. */
  static String and(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }
}
