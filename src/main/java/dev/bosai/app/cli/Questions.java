package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Asks the person at the terminal; a script has nobody to ask and must say so beforehand. */
final class Questions {
  private final Surroundings surroundings;
  private final PrintWriter out;

  Questions(Surroundings surroundings, CommandSpec spec) {
    this.surroundings = surroundings;
    this.out = spec.commandLine().getErr();
  }

  /**
   * Asks for a yes.
   *
   * @throws Fault if the answer is not yes, or nobody can answer
   */
  void confirm(String question) {
    demandSomebody(surroundings);
    String answer = ask(question + " [y/N] ").toLowerCase(Locale.ROOT);
    if (!answer.equals("y") && !answer.equals("yes")) {
      throw new Fault(
          Blame.REFUSED, "not confirmed, so nothing was done", "answer \"y\", or give --yes");
    }
  }

  /**
   * Makes sure that somebody can say yes.
   *
   * @throws Fault if nobody can
   */
  static void demandSomebody(Surroundings surroundings) {
    if (!surroundings.terminal()) {
      throw new Fault(
          Blame.USAGE,
          "nobody can be asked: there is no terminal",
          "say yes beforehand with --yes");
    }
  }

  /** Asks for a line of text; empty where there is no terminal. */
  String text(String question) {
    return surroundings.terminal() ? ask(question + " ") : "";
  }

  private String ask(String question) {
    out.print(question);
    out.flush();
    try {
      String line = surroundings.input().readLine();
      return line == null ? "" : line.strip();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
