package dev.bosai.runbooks.parse;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the word an author may have meant. */
public final class Nearest {
  private Nearest() {}

  /** Returns a hint that names the nearest word, or all of them if none is near. */
  public static String hint(String written, Collection<String> known) {
    return nearest(written, known)
        .map(word -> "did you mean \"" + word + "\"?")
        .orElseGet(() -> known.isEmpty() ? "remove it" : "known are " + quoted(known));
  }

  /** Returns the words in quotes, with commas. */
  public static String quoted(Collection<String> words) {
    return words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(", "));
  }

  private static Optional<String> nearest(String written, Collection<String> known) {
    return known.stream()
        .filter(
            word ->
                distance(written, word) <= (word.length() < 4 ? 1 : Math.max(2, word.length() / 3)))
        .min(Comparator.comparingInt(word -> distance(written, word)));
  }

  /** Counts the letters to insert, remove or replace (Levenshtein). */
  private static int distance(String from, String to) {
    if (Math.abs(from.length() - to.length()) > to.length()) {
      return from.length();
    }
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      nextRow(row, from.charAt(line - 1), to);
    }
    return row[to.length()];
  }

  private static void nextRow(int[] row, char letter, String to) {
    int diagonal = row[0]++;
    for (int column = 1; column <= to.length(); column++) {
      int replaced = diagonal + (letter == to.charAt(column - 1) ? 0 : 1);
      diagonal = row[column];
      row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
    }
  }
}
