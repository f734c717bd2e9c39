package dev.bosai.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.cli.Cli;
import dev.bosai.app.cli.PeopleCommands;
import dev.bosai.app.cli.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Types commands as a person would, so that the demo shows nothing that people could not do
 * themselves.
 */
final class Bosai {
  private final Surroundings surroundings;
  private final PrintWriter out;

  Bosai(Surroundings surroundings, PrintWriter out) {
    this.surroundings = surroundings;
    this.out = out;
  }

  /**
   * Runs a command.
   *
   * @return its exit code
   */
  int run(String... command) {
    out.println("$ bosai " + String.join(" ", command));
    return commands().setOut(out).setErr(out).execute(command);
  }

  /** Runs a command that prints JSON. */
  JsonNode json(String... command) {
    StringWriter answer = new StringWriter();
    commands().setOut(new PrintWriter(answer)).setErr(out).execute(command);
    try {
      return new ObjectMapper().readTree(answer.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommandLine commands() {
    CommandLine root = new CommandLine(CommandSpec.create().name("bosai"));
    PeopleCommands.addTo(root, surroundings);
    return Cli.configured(root, surroundings);
  }
}
