package dev.bosai.app.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;

/** The command line as a test drives it: its own folder, variables, keyboard and screen. */
final class Bosai {
  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private boolean terminal;
  private String typed = "";

  Bosai(Path folder) {
    this.folder = folder;
    environment.put("USER", "aya");
    environment.put("NO_COLOR", "1");
  }

  /** The root, bare of the commands that are not people's. */
  @Command(name = "bosai")
  static final class Root implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("the tests name a command");
    }
  }

  /** A command of ours with a bug. */
  @Command(name = "stumble")
  static final class Stumble implements Runnable {
    @Override
    public void run() {
      throw new IllegalStateException("over its own feet");
    }
  }

  /**
   * What a command said.
   *
   * @param code its exit code
   * @param out standard output
   * @param err standard error
   */
  record Said(int code, String out, String err) {}

  /** Lets somebody sit at the terminal and type the given lines. */
  Bosai typing(String... lines) {
    terminal = true;
    typed = String.join("\n", lines);
    return this;
  }

  Bosai with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Said run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            folder,
            Clock.systemUTC(),
            new BufferedReader(new StringReader(typed)),
            terminal);
    CommandLine root = new CommandLine(new Root());
    PeopleCommands.addTo(root, surroundings);
    root.addSubcommand(stumble());
    Cli.configured(root, surroundings)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
    int code = root.execute(args);
    return new Said(code, out.toString(), err.toString());
  }

  private static CommandLine stumble() {
    CommandLine command = new CommandLine(new Stumble());
    command.getCommandSpec().addOption(OptionSpec.builder("--json").build());
    return command;
  }
}
