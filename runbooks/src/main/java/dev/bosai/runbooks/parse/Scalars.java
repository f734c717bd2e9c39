package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.shape.Shape;
import java.util.regex.Pattern;

/** Reads the fallback values that shapes declare, and shortens what is shown of a file. */
public final class Scalars {
  private static final int SHOWN = 60;
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private Scalars() {}

  static Object fallback(String text, Shape shape) {
    if (shape instanceof Shape.Count) {
      return Integer.parseInt(text);
    }
    if (shape instanceof Shape.Flag) {
      return Boolean.parseBoolean(text);
    }
    if (shape instanceof Shape.Time) {
      return Durations.parse(text).orElseThrow();
    }
    return text;
  }

  /** Returns a text without characters that nobody sees. */
  public static String printable(String text) {
    return UNSEEN.matcher(text).replaceAll("·");
  }

  /** Returns the beginning of a text, without characters that nobody sees. */
  public static String shortened(String text) {
    String line = printable(text);
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
