package dev.bosai.runbooks;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of the target of a restore. What it means only the database's backups can tell; a time
 * without its zone is refused before anybody looks, since an hour beside it is another database.
 */
public final class TargetForm {
  private static final int LONGEST = 1000;
  private static final Pattern TIME_WITHOUT_ZONE =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?)?");

  private TargetForm() {}

  /**
   * What is wrong with a target.
   *
   * @param sentence what it is and what is expected, to stand after its name
   * @param hint what to write
   */
  public record Wrong(String sentence, String hint) {}

  /** Returns what is wrong with a target; nothing for one whose form is right. */
  public static Optional<Wrong> wrong(String target) {
    String line = target.strip();
    if (line.isEmpty()
        || line.length() > LONGEST
        || line.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(
          new Wrong(
              "is no target, expected one line",
              "give one line: a time with its zone, or \"latest\""));
    }
    return TIME_WITHOUT_ZONE.matcher(line).matches()
        ? Optional.of(withoutZone(line))
        : Optional.empty();
  }

  private static Wrong withoutZone(String line) {
    String time = line.replace(' ', 'T') + (line.contains(":") ? "" : "T00:00:00");
    return new Wrong(
        "is \"" + line + "\", a time without a zone, expected one with its zone",
        "write \"" + time + "Z\" if that is UTC, or for example \"" + time + "+09:00\"");
  }
}
