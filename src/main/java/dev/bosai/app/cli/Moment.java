package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** A moment as people type it on the command line. */
final class Moment {
  private Moment() {}

  /**
   * Reads it.
   *
   * @throws Fault if it is none, or has no zone
   */
  static Instant parse(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException withoutOffset) {
      return named(text, withoutOffset);
    }
  }

  private static Instant named(String text, DateTimeException before) {
    try {
      return ZonedDateTime.parse(text, DateTimeFormatter.ISO_ZONED_DATE_TIME).toInstant();
    } catch (DateTimeException error) {
      error.addSuppressed(before);
      throw new Fault(
          Blame.USAGE,
          "\"" + text + "\" is not a time with a zone",
          "write it as 2026-11-23T03:14:07+09:00 or 2026-11-23T03:14:07Z",
          error);
    }
  }
}
