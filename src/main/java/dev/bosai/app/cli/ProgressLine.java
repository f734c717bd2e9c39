package dev.bosai.app.cli;

import dev.bosai.app.cli.text.Table;
import java.io.PrintWriter;

/** Tells how far long work has come: in place on a terminal, else one line for each change. */
final class ProgressLine {
  private static final int WIDTH = 100;
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean terminal;
  private final String page;
  private String last = "";

  /**
   * Makes it.
   *
   * @param page in the Web UI, told before the first line
   */
  ProgressLine(PrintWriter err, boolean terminal, String page) {
    this.err = err;
    this.terminal = terminal;
    this.page = page;
  }

  void say(String text) {
    if (text.equals(last)) {
      return;
    }
    if (last.isEmpty()) {
      err.println("  web UI  " + page);
    }
    last = text;
    String line = Table.clipped("  … " + text.replace('\n', ' '), WIDTH - 1);
    if (terminal) {
      err.print(ERASE + line);
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Leaves the terminal's line for what comes next. */
  void end() {
    if (terminal && !last.isEmpty()) {
      err.print(ERASE);
      err.flush();
    }
  }
}
