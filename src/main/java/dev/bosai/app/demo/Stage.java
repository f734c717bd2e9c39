package dev.bosai.app.demo;

import dev.bosai.app.cli.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Where the demo speaks to whoever watches; it asks only where somebody can answer. */
final class Stage {
  private final PrintWriter out;
  private final Surroundings surroundings;

  Stage(PrintWriter out, Surroundings surroundings) {
    this.out = out;
    this.surroundings = surroundings;
  }

  /** Tells one thing. */
  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Tells what comes next, set apart from what came before. */
  void act(String line) {
    say("");
    say("== " + line);
  }

  /** Waits for Enter, where a person sits there. */
  void awaitEnter(String question) {
    if (!surroundings.terminal()) {
      return;
    }
    out.print(question + " [Enter] ");
    out.flush();
    try {
      surroundings.input().readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells several things. */
  void say(List<String> lines) {
    lines.forEach(this::say);
  }
}
