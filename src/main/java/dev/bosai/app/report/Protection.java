package dev.bosai.app.report;

/** What each word of protection means. */
public final class Protection {
  private Protection() {}

  /** Returns what the word means; empty for {@code unknown}. */
  public static String meaning(String word) {
    return switch (word) {
      case "exposed" -> "no standby";
      case "standby-only" -> "a standby, no proven backup yet";
      case "protected" -> "a standby and a proven backup";
      default -> "";
    };
  }

  /** Returns the word with its meaning. */
  public static String words(String word) {
    String meaning = meaning(word);
    return meaning.isEmpty() ? word : word + " (" + meaning + ")";
  }
}
