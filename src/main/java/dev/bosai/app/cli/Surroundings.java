package dev.bosai.app.cli;

import dev.bosai.app.cli.text.Style;
import dev.bosai.app.host.CurrentUser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command may use of its surroundings, so that tests can put it elsewhere.
 *
 * @param environment the process's variables
 * @param directory the working directory
 * @param clock tells the reader's time
 * @param input what people type
 * @param terminal whether a person sits there: both input and output are a terminal
 */
public record Surroundings(
    Map<String, String> environment,
    Path directory,
    Clock clock,
    BufferedReader input,
    boolean terminal) {

  /** Returns the surroundings of this process. */
  public static Surroundings ofThisProcess() {
    return new Surroundings(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Clock.systemUTC(),
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
        Terminals.attached());
  }

  /** Returns the value of a variable; empty if it is not set. */
  public String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /**
   * Returns colours where a terminal shows them and the person did not turn them off
   * (no-color.org).
   */
  public Style style() {
    return new Style(
        terminal && variable("NO_COLOR").isEmpty() && !variable("TERM").equals("dumb"));
  }

  /** Returns the person's home folder. */
  public Path home() {
    String home = variable("HOME");
    return Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home);
  }

  /** Returns the name of the person at the keyboard, as far as the system knows it. */
  public String user() {
    return CurrentUser.name(environment);
  }
}
