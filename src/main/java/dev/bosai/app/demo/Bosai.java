package dev.bosai.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.cli.Cli;
import dev.bosai.app.cli.PeopleCommands;
import dev.bosai.app.cli.Surroundings;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Types commands as a person would, so that the demo shows nothing that people could not do
 * themselves.
 */
final class Bosai {
  private final Surroundings surroundings;
  private final PrintWriter out;
  private final Ending ending;

  Bosai(Surroundings surroundings, PrintWriter out, Ending ending) {
    this.surroundings = surroundings;
    this.out = out;
    this.ending = ending;
  }

  /**
   * Runs a command.
   *
   * @return its exit code
   */
  int run(String... command) {
    show(String.join(" ", command));
    return commands().setOut(out).setErr(out).execute(command);
  }

  /** Follows a run until redundancy is back. */
  int watch(String run) {
    show("watch " + run + " --until=protected");
    return commands()
        .setOut(out)
        .setErr(out)
        .execute("watch", run, "--until=protected", "--in-demo");
  }

  /** Runs a command that prints JSON. */
  JsonNode json(String... command) {
    StringWriter answer = new StringWriter();
    int code = commands().setOut(new PrintWriter(answer)).setErr(out).execute(command);
    if (answer.toString().isBlank()) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "\"bosai " + String.join(" ", command) + "\" ended with " + code + " and said nothing",
          "the lines before say why");
    }
    try {
      return new ObjectMapper().readTree(answer.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandLine commands() {
    CommandLine root = new CommandLine(CommandSpec.create().name("bosai"));
    PeopleCommands.addTo(root, surroundings);
    CommandLine configured = Cli.configured(root, surroundings);
    IExecutionExceptionHandler usual = configured.getExecutionExceptionHandler();
    // What fails because the demo was ended is nobody's fault and is not told.
    return configured.setExecutionExceptionHandler(
        (error, command, parsed) -> {
          ending.holdIfBegun();
          return usual.handleExecutionException(error, command, parsed);
        });
  }

  private void show(String command) {
    ending.holdIfBegun();
    out.println("$ bosai " + command);
  }
}
