package dev.bosai.runbooks.shape;

import org.jspecify.annotations.Nullable;

/**
 * One key of a map.
 *
 * @param name as it stands in the file
 * @param shape of its value
 * @param doc one sentence for the author
 * @param required whether the file must have it
 * @param fallback the scalar used when it is missing; null means it stays missing
 */
public record Key(
    String name, Shape shape, String doc, boolean required, @Nullable String fallback) {

  /** Declares a key the file must have. */
  public static Key required(String name, Shape shape, String doc) {
    return new Key(name, shape, doc, true, null);
  }

  /** Declares a key that may be missing. */
  public static Key optional(String name, Shape shape, String doc) {
    return new Key(name, shape, doc, false, null);
  }

  /** Declares a scalar key with the value it has when it is missing. */
  public static Key fallback(String name, Shape shape, String fallback, String doc) {
    return new Key(name, shape, doc, false, fallback);
  }
}
