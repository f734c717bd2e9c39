package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.Durations;
import java.time.Duration;

/** A span of time as people type it on the command line. */
final class DurationOption {
  private DurationOption() {}

  static Duration parse(String text) {
    return Durations.parse(text)
        .orElseThrow(
            () ->
                new Fault(
                    Blame.USAGE,
                    "\"" + text + "\" is not a duration",
                    "write a number with ms, s, m, h or d, for example 30s"));
  }
}
