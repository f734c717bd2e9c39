package dev.bosai.runbooks;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write and read them: {@code 200ms}, {@code 30m}, {@code 2h30m}. */
public final class Durations {
  /** The accepted form; at least one part, the larger units first. */
  public static final String PATTERN =
      "(?=[0-9])([0-9]{1,4}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?([0-9]{1,6}ms)?";

  private static final Pattern FORM = Pattern.compile(PATTERN);

  private Durations() {}

  /** Reads a duration; empty if the text is none. */
  public static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(part(form, 1))
            .plusHours(part(form, 2))
            .plusMinutes(part(form, 3))
            .plusSeconds(part(form, 4))
            .plusMillis(part(form, 5)));
  }

  /** Writes a duration, to the millisecond, in a form that {@link #parse} reads. */
  public static String text(Duration duration) {
    if (duration.isNegative()) {
      return "-" + text(duration.negated());
    }
    String text =
        unit(duration.toHours(), "h")
            + unit(duration.toMinutesPart(), "m")
            + unit(duration.toSecondsPart(), "s")
            + unit(duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text;
  }

  private static String unit(long amount, String unit) {
    return amount == 0 ? "" : amount + unit;
  }

  private static long part(Matcher form, int group) {
    String found = form.group(group);
    return found == null ? 0 : Long.parseLong(found.replaceAll("[a-z]", ""));
  }
}
