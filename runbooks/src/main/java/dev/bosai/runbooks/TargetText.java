package dev.bosai.runbooks;

import dev.bosai.runbooks.parse.Scalars;
import dev.bosai.runbooks.problem.WrongTarget;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a target.
 *
 * @param text as a person wrote it
 * @param now what lies after it is wrong
 */
record TargetText(String text, Instant now) {
  private static final String EXPECTED =
      "expected a time with its zone, \"lsn:0/3000148\", \"xid:4711\", \"name:before-deploy\" or"
          + " \"latest\"";
  private static final Pattern TIME =
      Pattern.compile(
          "(?<date>\\d{4}-\\d{2}-\\d{2})(?:[Tt]| +)(?<time>\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?)"
              + " *(?<zone>.*)");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern ZONE =
      Pattern.compile("[Zz]|UTC|[+-]\\d{2}(?::?\\d{2}(?::?\\d{2})?)?");
  private static final Pattern POSITION = Pattern.compile("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}");
  private static final Pattern TRANSACTION = Pattern.compile("(\\d{1,20})(:after)?");

  /** WAL names transactions without their epoch, {@code pg_current_xact_id()} with it. */
  private static final BigInteger EPOCH = BigInteger.ONE.shiftLeft(Integer.SIZE);

  private static final int LONGEST = 1000;

  /** What PostgreSQL allows (source, {@code MAXFNAMELEN}). */
  private static final int LONGEST_NAME = 63;

  TargetForm read() {
    String asked = line();
    if (asked.equals("latest")) {
      return new TargetForm.Latest();
    }
    if (asked.startsWith("lsn:") || POSITION.matcher(asked).matches()) {
      return position(asked.startsWith("lsn:") ? asked.substring("lsn:".length()) : asked);
    }
    if (asked.startsWith("xid:")) {
      return transaction(asked.substring("xid:".length()));
    }
    if (asked.startsWith("name:")) {
      return name(asked.substring("name:".length()));
    }
    Matcher time = TIME.matcher(asked);
    if (time.matches()) {
      return time(time);
    }
    if (DAY.matcher(asked).matches()) {
      throw wrong(
          "names a whole day; expected a time with its zone",
          "write for example \"%sT00:00:00Z\" or \"%sT00:00:00+09:00\"".formatted(asked, asked));
    }
    throw wrong("is not understood; " + EXPECTED, hint(asked));
  }

  /** What could not be shown as it is, is not shown. */
  private String line() {
    String asked = text.strip();
    if (asked.isEmpty()
        || asked.length() > LONGEST
        || asked.chars().anyMatch(Character::isISOControl)) {
      throw new WrongTarget(
          "is empty, too long or has control characters, expected one line",
          "give one line: a time with its zone, or \"latest\"");
    }
    return asked;
  }

  private TargetForm position(String lsn) {
    if (!POSITION.matcher(lsn).matches()) {
      throw wrong(
          "names position \""
              + Scalars.shortened(lsn)
              + "\"; expected two hexadecimal numbers with \"/\" between",
          "write it as PostgreSQL does, for example \"lsn:0/3000148\"");
    }
    return new TargetForm.Position(lsn);
  }

  private TargetForm transaction(String rest) {
    Matcher matcher = TRANSACTION.matcher(rest);
    if (!matcher.matches()) {
      throw wrong(
          "names transaction \""
              + Scalars.shortened(rest)
              + "\"; expected a number, or a number and \":after\"",
          "write \"xid:4711\" for just before it, or \"xid:4711:after\" for just after it");
    }
    long xid = new BigInteger(matcher.group(1)).mod(EPOCH).longValue();
    return new TargetForm.Transaction(xid, matcher.group(2) != null);
  }

  private TargetForm name(String name) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw wrong(
          "names restore point \""
              + Scalars.shortened(name)
              + "\"; expected 1 to "
              + LONGEST_NAME
              + " letters",
          "write the name that \"bosai mark\" was given, for example \"name:before-deploy\"");
    }
    return new TargetForm.Name(name);
  }

  private TargetForm time(Matcher time) {
    LocalDateTime local = local(time);
    String zone = time.group("zone").strip();
    if (zone.isEmpty()) {
      throw wrong(
          "has no zone; expected one, since it is another moment in each",
          "write \"%sZ\" if it is UTC, or for example \"%s+09:00\"".formatted(local, local));
    }
    if (!ZONE.matcher(zone).matches()) {
      throw wrong(
          "has zone \"" + Scalars.shortened(zone) + "\"; expected \"Z\" or a difference to UTC",
          "write for example \"%sZ\" or \"%s+09:00\"".formatted(local, local));
    }
    Instant at = local.toInstant(offset(zone, local));
    if (at.isAfter(now)) {
      throw wrong(
          "lies in the future; it is " + now + " now",
          "write \"latest\" for the newest point that can be reached");
    }
    return new TargetForm.Time(at);
  }

  private LocalDateTime local(Matcher time) {
    try {
      return LocalDateTime.parse(time.group("date") + "T" + time.group("time").replace(',', '.'));
    } catch (DateTimeException e) {
      throw wrong(
          "names a moment that does not exist: \"%s %s\""
              .formatted(time.group("date"), time.group("time")),
          "write the date as year-month-day and the time as hour:minute:second, for example"
              + " \"2026-11-25T03:14:07Z\"");
    }
  }

  private ZoneOffset offset(String zone, LocalDateTime local) {
    try {
      return zone.equalsIgnoreCase("Z") || zone.equals("UTC")
          ? ZoneOffset.UTC
          : ZoneOffset.of(zone);
    } catch (DateTimeException e) {
      throw wrong(
          "has zone \""
              + Scalars.shortened(zone)
              + "\"; expected at most 18 hours of difference to UTC",
          "write for example \"%sZ\" or \"%s+09:00\"".formatted(local, local));
    }
  }

  private static String hint(String asked) {
    if (asked.matches("\\d{1,20}")) {
      return "did you mean \"xid:" + asked + "\"?";
    }
    return asked.matches("[A-Za-z][A-Za-z0-9._-]*")
        ? "did you mean \"name:" + asked + "\"?"
        : "write for example \"2026-11-25T03:14:07Z\"";
  }

  private WrongTarget wrong(String found, String hint) {
    return new WrongTarget("is \"" + Scalars.shortened(text.strip()) + "\", which " + found, hint);
  }
}
