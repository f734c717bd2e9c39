package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.Durations;
import dev.bosai.runbooks.shape.Shape;

/** Reads the fallback values that shapes declare, and shortens what is shown of a file. */
final class Scalars {
  private static final int SHOWN = 60;

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

  static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "·");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
