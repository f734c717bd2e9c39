package dev.bosai.app.host;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An outside program that is run to its end.
 *
 * @param command program and arguments
 * @param environment added to this process's own
 * @param within it is killed after this
 */
public record Program(List<String> command, Map<String, String> environment, Duration within) {

  /**
   * How a program ended.
   *
   * @param exit its exit code; 127 if it could not be started, 124 if it was killed because it took
   *     too long
   * @param text what it wrote, standard output and standard error together, without the last line
   *     break
   */
  public record Outcome(int exit, String text) {
    /** Returns whether it ended well. */
    public boolean good() {
      return exit == 0;
    }
  }

  /** Makes a program without added environment. */
  public static Program of(List<String> command, Duration within) {
    return new Program(command, Map.of(), within);
  }

  /**
   * Runs it; a bad end is an outcome too. Output goes through a file, because a server that a
   * program leaves behind may keep its end of a pipe open for ever.
   */
  public Outcome run() {
    try {
      Path output = Files.createTempFile("bosai-", ".out");
      try {
        return new Outcome(end(output), Files.readString(output, StandardCharsets.UTF_8).strip());
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs it and returns what it wrote.
   *
   * @param hint the next thing to try if it fails
   * @throws Fault of the environment if it ends badly
   */
  public String runWell(String hint) {
    Outcome outcome = run();
    if (!outcome.good()) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "program \"" + command.get(0) + "\" ended with " + outcome.exit() + ": " + outcome.text(),
          hint);
    }
    return outcome.text();
  }

  private int end(Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      Files.writeString(output, String.valueOf(e.getMessage()));
      return 127;
    }
    return await(process);
  }

  private int await(Process process) {
    try {
      if (process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return 124;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new Fault(Blame.ENVIRONMENT, "interrupted", "run the command again", e);
    }
  }
}
