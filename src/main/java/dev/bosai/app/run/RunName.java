package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person types to name a run.
 *
 * @param system the system it recovers
 * @param id its short id; empty means the live or the latest run
 */
public record RunName(String system, String id) {
  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)(?:@([A-Za-z0-9._-]+))?");

  /**
   * Reads {@code <system>} or {@code <system>@<id>}.
   *
   * @throws Fault of usage if the text is neither
   */
  public static RunName parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new Fault(
          Blame.USAGE,
          "\"" + text + "\" does not name a run; expected \"<system>\" or \"<system>@<id>\"",
          "\"bosai list\" shows the runs there are");
    }
    String id = matcher.group(2);
    return new RunName(matcher.group(1), id == null ? "" : id);
  }

  /** Returns whether the live or latest run is meant. */
  public boolean latest() {
    return id.isEmpty();
  }

  @Override
  public String toString() {
    return latest() ? system : system + "@" + id;
  }
}
