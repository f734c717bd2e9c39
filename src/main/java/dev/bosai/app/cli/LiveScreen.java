package dev.bosai.app.cli;

import java.io.PrintWriter;
import java.util.List;

/**
 * Redraws a terminal in place. It uses the alternate screen without line wrap, so that a resized
 * window cannot tear the picture, and gives the terminal back as it was.
 */
final class LiveScreen implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
  private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String REST_OF_LINE = "\u001b[K";
  private static final String REST_OF_SCREEN = "\u001b[J";

  private final PrintWriter out;
  private final Thread whenKilled;
  private boolean left;

  /**
   * Takes the terminal over.
   *
   * @param out the terminal
   * @param parting told when the person leaves with Ctrl-C; nothing if empty
   */
  LiveScreen(PrintWriter out, String parting) {
    this.out = out;
    this.whenKilled =
        new Thread(
            () -> {
              leave();
              if (!parting.isEmpty()) {
                out.println(parting);
                out.flush();
              }
            });
    Runtime.getRuntime().addShutdownHook(whenKilled);
    give(ENTER);
  }

  void draw(List<String> lines) {
    StringBuilder picture = new StringBuilder(HOME);
    lines.forEach(line -> picture.append(line).append(REST_OF_LINE).append('\n'));
    give(picture.append(REST_OF_SCREEN).toString());
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(whenKilled);
    } catch (IllegalStateException alreadyEnding) {
      // The person left with Ctrl-C meanwhile: the thread that was to be taken back is at work.
    }
    leave();
  }

  private synchronized void leave() {
    give(LEAVE);
    left = true;
  }

  // A picture that was under way when the person left must not fall into their shell.
  private synchronized void give(String text) {
    if (!left) {
      out.print(text);
      out.flush();
    }
  }
}
