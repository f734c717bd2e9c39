package dev.bosai.runbooks;

import dev.bosai.runbooks.parse.Scalars;
import dev.bosai.runbooks.problem.WrongTarget;
import java.time.Instant;
import java.util.Optional;

/** What the value of an input must look like, whatever the system. */
public final class InputForm {
  private static final int LONGEST = 1000;

  private InputForm() {}

  /**
   * What is wrong with a value.
   *
   * @param sentence what it is and what is expected, to stand after its name
   * @param hint what to write
   */
  public record Wrong(String sentence, String hint) {}

  /**
   * Returns what is wrong with a value; nothing if its form is right.
   *
   * @param now what lies after it is no target
   */
  public static Optional<Wrong> wrong(Input.Type type, String value, Instant now) {
    return switch (type) {
      case DURATION -> duration(value);
      case TARGET -> target(value, now);
      case STRING -> line(value);
      case DATABASE, NODE, SERVICE, SITE -> Optional.empty();
    };
  }

  private static Optional<Wrong> target(String value, Instant now) {
    try {
      TargetForm.read(value, now);
      return Optional.empty();
    } catch (WrongTarget wrong) {
      return Optional.of(new Wrong(wrong.sentence(), wrong.hint()));
    }
  }

  private static Optional<Wrong> duration(String value) {
    String found = "is \"" + Scalars.shortened(value) + "\", expected a duration";
    return Durations.parse(value).isPresent()
        ? Optional.empty()
        : Optional.of(new Wrong(found, "write it like \"30m\""));
  }

  private static Optional<Wrong> line(String value) {
    if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(
          new Wrong(
              "is too long or has control characters, expected one line of at most "
                  + LONGEST
                  + " characters",
              "give one line of text"));
    }
    // It would be filled in once and then name an input that nobody fills in any more.
    return value.contains("${")
        ? Optional.of(
            new Wrong(
                "is \"" + Scalars.shortened(value) + "\", expected a text without \"${\"",
                "write the value itself"))
        : Optional.empty();
  }
}
