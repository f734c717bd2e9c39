package dev.bosai.activities.postgres.rejoin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A connection string of keywords and values (PostgreSQL documentation, section 34.1.1.1).
 *
 * @param values by keyword, in order
 */
public record Conninfo(Map<String, String> values) {
  private static final Pattern PAIR =
      Pattern.compile("\\s*(\\w+)\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|((?:[^\\s'\\\\]|\\\\.)*))");

  /** Reads one. */
  public static Conninfo parse(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    Matcher pair = PAIR.matcher(text);
    while (pair.lookingAt()) {
      String raw = pair.group(2) == null ? pair.group(3) : pair.group(2);
      values.put(pair.group(1), raw.replaceAll("\\\\(.)", "$1"));
      pair.region(pair.end(), text.length());
    }
    return new Conninfo(values);
  }

  /** Returns a value; empty if it is not set. */
  public String get(String keyword) {
    return values.getOrDefault(keyword, "");
  }

  /** Returns it with a value set; an empty one takes the keyword out. */
  public Conninfo with(String keyword, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    if (value.isEmpty()) {
      changed.remove(keyword);
    } else {
      changed.put(keyword, value);
    }
    return new Conninfo(changed);
  }

  /**
   * Returns it for a tool that waits for a server without a bound of its own: a link that is cut
   * without a word ends it after half a minute.
   */
  public Conninfo forTool() {
    return with("keepalives", "1")
        .with("keepalives_idle", "10")
        .with("keepalives_interval", "5")
        .with("keepalives_count", "4");
  }

  /** Returns it aimed at another server. */
  public Conninfo at(String host, int port) {
    return with("hostaddr", "").with("host", host).with("port", Integer.toString(port));
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(pair -> pair.getKey() + "='" + escaped(pair.getValue()) + "'")
        .collect(Collectors.joining(" "));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("'", "\\'");
  }
}
