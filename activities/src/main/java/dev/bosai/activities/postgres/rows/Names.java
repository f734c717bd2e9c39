package dev.bosai.activities.postgres.rows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names and values as they stand in statements and on disks. */
final class Names {
  private static final int LONGEST = 160;

  private Names() {}

  /** Returns a name that keeps its letters as they are. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String quoted(List<String> names) {
    return names.stream().map(Names::quoted).collect(Collectors.joining(", "));
  }

  /** Returns a name on one line. */
  static String inLine(String name) {
    return name.indexOf('\n') < 0 && name.indexOf('\r') < 0
        ? quoted(name)
        : "U&" + quoted(name.replace("\\", "\\\\").replace("\n", "\\000a").replace("\r", "\\000d"));
  }

  /** Returns a value on one line, so that whatever it holds stays in a comment that holds it. */
  static String literal(@Nullable String value) {
    if (value == null) {
      return "null";
    }
    String text = value.replace("'", "''");
    return value.indexOf('\n') < 0 && value.indexOf('\r') < 0
        ? "'" + text + "'"
        : "E'" + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") + "'";
  }

  /** Returns values as an array's text. */
  static String array(List<String> values) {
    return literal(
        values.stream()
            .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
            .collect(Collectors.joining(",", "{", "}")));
  }

  /** Returns text for a comment, which ends where its line does. */
  static String comment(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }

  /** Returns a file's name: another name for every other text, on every file system. */
  static String file(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9._-]", "_");
    if (plain.equals(text) && plain.length() <= LONGEST) {
      return plain;
    }
    String digest = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    return plain.substring(0, Math.min(plain.length(), LONGEST)) + "-" + digest.substring(0, 8);
  }
}
