package dev.bosai.activities.postgres.rejoin;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of {@code synchronous_standby_names} (PostgreSQL documentation, section 20.6.2).
 *
 * @param needed how many standbys must confirm a commit
 * @param names which may; {@code *} stands for any
 */
record StandbyNames(int needed, List<String> names) {
  private static final Pattern COUNTED =
      Pattern.compile("(?i)\\s*(?:FIRST\\s+|ANY\\s+)?(\\d+)\\s*\\((.*)\\)\\s*");

  static StandbyNames parse(String value) {
    Matcher counted = COUNTED.matcher(value);
    return counted.matches()
        ? new StandbyNames(Integer.parseInt(counted.group(1)), names(counted.group(2)))
        : new StandbyNames(1, names(value));
  }

  /** Returns whether commits would not hang with these standbys streaming. */
  boolean heldBy(Collection<String> streaming) {
    long fitting =
        streaming.stream()
            .filter(
                standby ->
                    names.contains("*") || names.stream().anyMatch(standby::equalsIgnoreCase))
            .count();
    return fitting >= needed;
  }

  /**
   * Gives one standby's place to another, which keeps the promise as it was: a standby that became
   * the primary is named in the setting it brought along, and cannot confirm its own commits.
   */
  static String exchanged(String value, String from, String to) {
    if (parse(value).names().stream().anyMatch(to::equalsIgnoreCase)) {
      return value;
    }
    Pattern name =
        Pattern.compile("(?i)(?<![\\w\"-])\"?" + Pattern.quote(from) + "\"?(?![\\w\"-])");
    return name.matcher(value).replaceAll(Matcher.quoteReplacement("\"" + to + "\""));
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(name -> name.strip().replaceAll("^\"(.*)\"$", "$1").replace("\"\"", "\""))
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
