package dev.bosai.runbooks;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write and read them: {@code 200ms}, {@code 30m}, {@code 2h30m}. */
public final class Durations {
  /** The accepted form; at least one part, the larger units first. */
  public static final String PATTERN =
      "(?=[0-9])([0-9]{1,4}d)?([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?([0-9]{1,6}ms)?";

  private static final Pattern FORM = Pattern.compile(PATTERN);

  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

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

  /**
   * Returns a span as people say it, for example {@code 0.41 s}, {@code 42.3 s}, {@code 4 min 12 s}
   * or {@code 1 h 02 min}.
   */
  public static String words(Duration span) {
    long ms = span.toMillis();
    if (ms < 0) {
      return "−" + words(span.negated());
    }
    if (ms < 10 * SECOND) {
      return ms == 0 ? "0 s" : String.format(Locale.ROOT, "%.2f s", ms / 1000.0);
    }
    if (ms < MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
    }
    if (ms < HOUR) {
      return pair(ms / MINUTE, "min", ms % MINUTE / SECOND, "s");
    }
    return pair(ms / HOUR, "h", ms % HOUR / MINUTE, "min");
  }

  private static String pair(long big, String bigUnit, long small, String smallUnit) {
    return small == 0
        ? big + " " + bigUnit
        : String.format(Locale.ROOT, "%d %s %02d %s", big, bigUnit, small, smallUnit);
  }

  private static String unit(long amount, String unit) {
    return amount == 0 ? "" : amount + unit;
  }

  private static long part(Matcher form, int group) {
    String found = form.group(group);
    return found == null ? 0 : Long.parseLong(found.replaceAll("[a-z]", ""));
  }
}
