package dev.bosai.runbooks;

import dev.bosai.runbooks.parse.Scalars;
import java.util.Optional;

/** What the value of an input must look like, whatever the system. */
public final class InputForm {
  private static final int LONGEST = 1000;

  private InputForm() {}

  /** Returns what is wrong with a value; nothing if its form is right. */
  public static Optional<TargetForm.Wrong> wrong(Input.Type type, String value) {
    return switch (type) {
      case DURATION -> duration(value);
      case TARGET -> TargetForm.wrong(value);
      case STRING -> line(value);
      case DATABASE, NODE, SERVICE, SITE -> Optional.empty();
    };
  }

  private static Optional<TargetForm.Wrong> duration(String value) {
    String found = "is \"" + Scalars.shortened(value) + "\", expected a duration";
    return Durations.parse(value).isPresent()
        ? Optional.empty()
        : Optional.of(new TargetForm.Wrong(found, "write it like \"30m\""));
  }

  private static Optional<TargetForm.Wrong> line(String value) {
    if (value.length() > LONGEST || value.chars().anyMatch(Character::isISOControl)) {
      return Optional.of(
          new TargetForm.Wrong(
              "is too long or has control characters, expected one line of at most "
                  + LONGEST
                  + " characters",
              "give one line of text"));
    }
    // It would be filled in once and then name an input that nobody fills in any more.
    return value.contains("${")
        ? Optional.of(
            new TargetForm.Wrong(
                "is \"" + Scalars.shortened(value) + "\", expected a text without \"${\"",
                "write the value itself"))
        : Optional.empty();
  }
}
