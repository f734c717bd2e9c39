package dev.bosai.app.report;

import dev.bosai.runbooks.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them; always UTC, since an incident's people sit in several zones. */
public final class Spans {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Spans() {}

  /**
   * Returns for example {@code 0.41 s}, {@code 42.3 s}, {@code 4 min 12 s} or {@code 1 h 02 min}.
   */
  public static String words(Duration span) {
    return Durations.words(span);
  }

  /** Returns the same, for a number of milliseconds. */
  public static String words(long millis) {
    return words(Duration.ofMillis(millis));
  }

  /** Returns date and time, to the second. */
  public static String day(Instant at) {
    return DAY.format(at);
  }

  /** Returns date and time, to the millisecond. */
  public static String exact(Instant at) {
    return EXACT.format(at);
  }

  /** Returns the time of day, to the second. */
  public static String time(Instant at) {
    return TIME.format(at);
  }
}
