package dev.bosai.app.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How much the terminal shows; people resize it, so it is asked again every two seconds. */
final class TerminalSize {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int USUAL_ROWS = 40;
  private static final int USUAL_COLUMNS = 100;
  private static final int HEAD = 8;

  private final Clock clock;
  private Instant asked = Instant.EPOCH;
  private int rows = USUAL_ROWS;
  private int columns = USUAL_COLUMNS;

  TerminalSize(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the lines that fit.
   *
   * @param full what is shown where there is room
   * @param brief what is shown otherwise; what does not fit even so is left out of its middle,
   *     since the ends matter most
   */
  List<String> fitting(List<String> full, List<String> brief) {
    measure();
    return full.size() < rows ? full : fitting(brief, rows);
  }

  /** Returns how many columns the terminal shows. */
  int columns() {
    measure();
    return columns;
  }

  static List<String> fitting(List<String> lines, int rows) {
    int room = Math.max(HEAD + 3, rows - 1);
    if (lines.size() <= room) {
      return lines;
    }
    List<String> fitting = new java.util.ArrayList<>(lines.subList(0, HEAD));
    int left = room - HEAD - 1;
    fitting.add("  … " + (lines.size() - HEAD - left) + " lines do not fit …");
    fitting.addAll(lines.subList(lines.size() - left, lines.size()));
    return fitting;
  }

  private void measure() {
    Instant now = clock.instant();
    if (asked.plus(FRESH).isBefore(now)) {
      asked = now;
      String[] size = answer().split(" ", 2);
      if (size.length == 2) {
        rows = Integer.parseInt(size[0]);
        columns = Integer.parseInt(size[1]);
      }
    }
  }

  /** Java has no call for it; where the system's own tool is missing, the size last known stays. */
  private static String answer() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(Redirect.INHERIT)
              .redirectError(Redirect.DISCARD)
              .start();
      String answer =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      return answer.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}") ? answer : "";
    } catch (IOException noSuchTool) {
      return "";
    }
  }
}
