package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;

/** Words that people type about themselves; they stand in reports and on others' terminals. */
final class Typed {
  private static final int LONGEST = 1000;

  private Typed() {}

  /**
   * Returns the words if they are one line.
   *
   * @throws Fault if they are not
   */
  static String line(String option, String words) {
    if (words.length() > LONGEST || words.chars().anyMatch(Character::isISOControl)) {
      throw new Fault(
          Blame.USAGE,
          "\""
              + option
              + "\" is too long or has control characters, expected one line of at most "
              + LONGEST
              + " characters",
          "give the long story elsewhere, and here where it stands");
    }
    return words;
  }

  /**
   * Returns the words if they name somebody.
   *
   * @throws Fault if they do not
   */
  static String name(String option, String words) {
    if (words.isBlank()) {
      throw new Fault(
          Blame.USAGE, "\"" + option + "\" is empty, expected a name", "name who it is");
    }
    return line(option, words);
  }
}
