package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.problem.Place;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value read from a file, already of the shape that was asked for. Where the file is wrong it
 * holds a harmless value instead, so that reading goes on and finds the other problems too.
 *
 * @param place where it stands
 * @param value String, Integer, Boolean, Duration, a list or a map of these
 */
record Found(Place place, Object value) {
  /** The place of a value that stands in no file. */
  static final Place NOWHERE = new Place("", 1, 1);

  String text() {
    return (String) value;
  }

  int count() {
    return (Integer) value;
  }

  boolean flag() {
    return (Boolean) value;
  }

  Duration time() {
    return (Duration) value;
  }

  List<Found> items() {
    return ((Items) value).items();
  }

  Map<String, Found> entries() {
    return ((Entries) value).entries();
  }

  boolean isText() {
    return value instanceof String;
  }

  boolean isCount() {
    return value instanceof Integer;
  }

  List<String> texts() {
    return isText() ? List.of(text()) : items().stream().map(Found::text).toList();
  }

  /** Returns the value of a key that is required or has a fallback. */
  Found get(String key) {
    Found found = entries().get(key);
    if (found == null) {
      throw new IllegalStateException("no shape declares \"" + key + "\" as always present");
    }
    return found;
  }

  /** Returns the value of an optional key. */
  @Nullable Found maybe(String key) {
    return entries().get(key);
  }

  /** Returns an optional key's text; empty if it is missing. */
  String textOr(String key, String other) {
    Found found = maybe(key);
    return found == null ? other : found.text();
  }

  /** Returns an optional key's duration. */
  Duration timeOr(String key, Duration other) {
    Found found = maybe(key);
    return found == null ? other : found.time();
  }

  /** A list of values. */
  record Items(List<Found> items) {}

  /** Values by key, in file order. */
  record Entries(Map<String, Found> entries) {}
}
