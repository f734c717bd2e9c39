package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.FailureType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table whose rows are to come back, as a person asked for it.
 *
 * @param schema its schema
 * @param table its name
 * @param column by which rows are chosen; empty means all rows
 * @param values of that column
 */
record Wanted(String schema, String table, String column, List<String> values) {
  private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s\".:,=]+)";
  private static final Pattern FORM =
      Pattern.compile("(?:" + NAME + "\\.)?" + NAME + "(?::" + NAME + "=(.+))?", Pattern.DOTALL);
  private static final Pattern VALUE = Pattern.compile("(\"(?:[^\"]|\"\")*\"|[^\",]+)(,|$)");

  /**
   * Reads what a person wrote.
   *
   * @param text for example {@code orders}, {@code sales.orders} or {@code orders:id=1,2,3}
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if it is not of that form
   */
  static Wanted parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw malformed(text);
    }
    return new Wanted(
        form.group(1) == null ? "public" : bare(form.group(1)),
        bare(form.group(2)),
        form.group(3) == null ? "" : bare(form.group(3)),
        form.group(4) == null ? List.of() : values(text, form.group(4)));
  }

  /** Returns its name for people. */
  String full() {
    return schema + "." + table;
  }

  private static List<String> values(String text, String list) {
    List<String> values = new ArrayList<>();
    Matcher value = VALUE.matcher(list);
    int read = 0;
    while (value.lookingAt()) {
      values.add(bare(value.group(1)));
      read = value.end();
      value.region(read, list.length());
    }
    if (read < list.length() || list.endsWith(",")) {
      throw malformed(text);
    }
    return List.copyOf(values);
  }

  private static String bare(String written) {
    return written.startsWith("\"")
        ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
        : written;
  }

  private static RuntimeException malformed(String text) {
    return Failures.of(
        FailureType.REFUSED,
        "\"" + text + "\" does not name a table, nor rows of one; nothing was changed",
        "write \"orders\", \"sales.orders\" or \"orders:id=1,2,3\"; put names and values with other"
            + " characters in double quotes");
  }
}
