package dev.bosai.activities.postgres.host;

import dev.bosai.activities.Failures;
import dev.bosai.activities.program.Killing;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * PostgreSQL's programs, run as the data directory's owner: PostgreSQL refuses root, and files of
 * another owner would keep the server from starting.
 */
public final class Programs {
  private final Path bin;
  private final List<String> prefix;

  /**
   * Makes the programs.
   *
   * @param bin their folder
   * @param prefix what stands before each program so that it runs as the owner
   */
  Programs(Path bin, List<String> prefix) {
    this.bin = bin;
    this.prefix = List.copyOf(prefix);
  }

  /**
   * How a program ended.
   *
   * @param code its exit code
   * @param text what it printed, both streams
   */
  public record Output(int code, String text) {
    /** Returns the last lines, which is where programs say why. */
    public String tail() {
      String[] lines = text.strip().split("\n", -1);
      int from = Math.max(0, lines.length - 3);
      return String.join("; ", java.util.Arrays.asList(lines).subList(from, lines.length));
    }
  }

  /** Runs a program to its end. */
  public Output run(Duration bound, String program, List<String> arguments)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("bosai-", ".out");
    try {
      Process process =
          builder(program, arguments)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int code = awaited(process, bound, program);
      return new Output(code, text(output));
    } finally {
      Files.deleteIfExists(output);
    }
  }

  /** Reads what a program printed: it may quote damaged files, whose bytes are no text. */
  public static String text(Path output) throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
  }

  /** Prepares a program whose output the caller reads while it runs. */
  public ProcessBuilder builder(String program, List<String> arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(bin.resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    // Variables of the worker must not lead programs to another server, and times must read alike.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("TZ", "UTC");
    return builder;
  }

  /** Waits for a program to end, and ends it when it takes too long. */
  public static int awaited(Process process, Duration bound, String program)
      throws InterruptedException {
    try {
      if (process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } finally {
      Killing.alone(process.toHandle());
    }
    throw Failures.of(
        FailureType.UNEXPECTED,
        "program \"" + program + "\" did not end within " + bound.toSeconds() + " s",
        "look at the host's load and disks, then retry");
  }
}
