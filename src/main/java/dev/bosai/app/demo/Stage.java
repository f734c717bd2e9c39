package dev.bosai.app.demo;

import dev.bosai.app.cli.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the demo speaks to whoever watches; it asks only where somebody can answer. Once the person
 * has ended the demo, it says nothing more: the ending does.
 */
final class Stage {
  private static final Set<String> ANY_YES = Set.of("", "y", "yes");

  private final PrintWriter out;
  private final BufferedReader input;
  private final boolean somebody;
  private final Ending ending;

  /**
   * Makes it.
   *
   * @param surroundings hold the keyboard
   * @param somebody whether a person sits there and wants to be asked
   */
  Stage(PrintWriter out, Surroundings surroundings, boolean somebody, Ending ending) {
    this.out = out;
    this.input = surroundings.input();
    this.somebody = somebody;
    this.ending = ending;
  }

  /** Tells one thing. */
  void say(String line) {
    ending.holdIfBegun();
    out.println(line);
    out.flush();
  }

  /** Tells what comes next, set apart from what came before. */
  void act(String line) {
    say("");
    say("== " + line);
  }

  /**
   * Asks whether to go on, where a person sits there. Enter alone means yes, Ctrl-D no.
   *
   * @return whether to go on
   */
  boolean confirmed(String question) {
    if (!somebody) {
      return true;
    }
    String answer = asked(question + " [Y/n] ");
    return answer != null && ANY_YES.contains(answer.strip().toLowerCase(Locale.ROOT));
  }

  /** Waits for Enter, where a person sits there. */
  void awaitEnter(String request) {
    if (somebody) {
      asked(request);
    }
  }

  private @Nullable String asked(String question) {
    ending.holdIfBegun();
    ending.asking(true);
    out.print(question);
    out.flush();
    try {
      String answer = input.readLine();
      if (answer == null) {
        out.println();
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ending.asking(false);
    }
  }

  /** Tells several things. */
  void say(List<String> lines) {
    lines.forEach(this::say);
  }
}
