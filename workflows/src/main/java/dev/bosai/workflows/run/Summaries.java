package dev.bosai.workflows.run;

/** Cuts text to what the Web UI's timeline shows; the server refuses longer summaries. */
public final class Summaries {
  private static final int LENGTH_MAX = 120;

  private Summaries() {}

  /** Returns the text as one line that fits. */
  public static String line(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= LENGTH_MAX ? line : line.substring(0, LENGTH_MAX - 1) + "…";
  }
}
