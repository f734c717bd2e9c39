package dev.bosai.workflows.run;

import java.nio.charset.StandardCharsets;

/** Cuts text to what the Web UI's timeline shows; the server refuses longer summaries. */
public final class Summaries {
  private static final int LENGTH_MAX = 120;

  /**
   * The server takes 400 bytes, all that wraps the text included: 180 where it is encrypted under a
   * key with a long name. A character of Japanese takes three.
   */
  private static final int BYTES_MAX = 200;

  private static final String MORE = "…";

  private Summaries() {}

  /** Returns the text as one line that fits. */
  public static String line(String text) {
    return line(text, LENGTH_MAX);
  }

  /** Returns the text as one line of at most so many characters, and less if those are wide. */
  public static String line(String text, int lengthMax) {
    String line = text.replace('\n', ' ');
    if (line.length() <= lengthMax && bytes(line) <= BYTES_MAX) {
      return line;
    }
    int end = Math.min(line.length(), lengthMax - MORE.length());
    while (bytes(line.substring(0, end) + MORE) > BYTES_MAX) {
      end = line.offsetByCodePoints(end, -1);
    }
    return line.substring(0, end) + MORE;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
