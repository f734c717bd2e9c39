package dev.bosai.activities.program;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs. Input and output go through files, since a program may leave a server behind that
 * keeps a pipe open for ever.
 */
public final class Programs {
  private static final File NOTHING = new File("/dev/null");
  private static final String INPUT = "in";
  private static final String OUTPUT = "out";
  private static final String ERRORS = "err";

  /**
   * How a program is run.
   *
   * @param command program and arguments
   * @param environment added to this worker's own
   * @param input given on standard input; may be empty
   */
  public record Call(List<String> command, Map<String, String> environment, String input) {}

  /**
   * How a program ended.
   *
   * @param exitCode its own
   * @param output last 2,000 characters of both streams
   */
  public record Ended(int exitCode, String output) {}

  /**
   * Runs a program to its end.
   *
   * @throws io.temporal.failure.ApplicationFailure if it cannot be started, ends with another code
   *     than 0, or was stopped together with all it started
   */
  public Ended runWell(Call call) {
    Ended ended = run(call);
    if (ended.exitCode() != 0) {
      throw badly(call, ended);
    }
    return ended;
  }

  /**
   * Runs a program to its end, whatever its exit code.
   *
   * @throws io.temporal.failure.ApplicationFailure if it cannot be started, or was stopped together
   *     with all it started
   */
  public Ended run(Call call) {
    try {
      Path folder = Files.createTempDirectory("bosai-program");
      try {
        return new Ended(code(call, folder), OutputTail.of(folder.resolve(OUTPUT)));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a program answered.
   *
   * @param exitCode its own
   * @param answer last 2,000 characters of its standard output
   * @param complaint last 2,000 characters of its standard error
   */
  public record Answered(int exitCode, String answer, String complaint) {}

  /**
   * Asks a program something, whatever its exit code.
   *
   * @param bound after which it is stopped together with all it started
   * @return empty if it had to be stopped
   * @throws io.temporal.failure.ApplicationFailure if it cannot be started, or this thread was
   *     interrupted
   */
  public Optional<Answered> ask(Call call, Duration bound) {
    try {
      Path folder = Files.createTempDirectory("bosai-program");
      try {
        Process process = started(builder(call, folder).redirectError(file(folder, ERRORS)));
        return ended(process, call, bound)
            ? Optional.of(
                new Answered(
                    process.exitValue(),
                    OutputTail.of(folder.resolve(OUTPUT)),
                    OutputTail.of(folder.resolve(ERRORS))))
            : Optional.empty();
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the failure of a program that ended with another code than it should have. */
  public static ApplicationFailure badly(Call call, Ended ended) {
    return Failures.of(
        FailureType.UNEXPECTED,
        "program \""
            + call.command().get(0)
            + "\" ended with exit code "
            + ended.exitCode()
            + ", expected 0; its last words: "
            + ended.output().strip(),
        "put the cause right, then retry");
  }

  private static int code(Call call, Path folder) throws IOException {
    Process process = started(builder(call, folder).redirectErrorStream(true));
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw stopped(process, call);
    }
  }

  private static boolean ended(Process process, Call call, Duration bound) {
    try {
      boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        Killing.withAll(process.toHandle());
      }
      return ended;
    } catch (InterruptedException e) {
      throw stopped(process, call);
    }
  }

  private static ApplicationFailure stopped(Process process, Call call) {
    Killing.withAll(process.toHandle());
    Thread.currentThread().interrupt();
    return Failures.of(
        FailureType.UNEXPECTED,
        "program \"" + call.command().get(0) + "\" was stopped with all it had started",
        "see how far it came before it is run again");
  }

  private static ProcessBuilder builder(Call call, Path folder) throws IOException {
    Files.writeString(folder.resolve(INPUT), call.input());
    ProcessBuilder builder =
        new ProcessBuilder(call.command())
            .redirectInput(call.input().isEmpty() ? NOTHING : file(folder, INPUT))
            .redirectOutput(file(folder, OUTPUT));
    builder.environment().putAll(call.environment());
    return builder;
  }

  private static File file(Path folder, String name) {
    return folder.resolve(name).toFile();
  }

  private static Process started(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw Failures.of(
          FailureType.REFUSED,
          "program \"" + builder.command().get(0) + "\" cannot be started on this worker",
          "see that it exists there and may be run by the worker's user, then retry");
    }
  }

  private static void delete(Path folder) throws IOException {
    for (String name : List.of(INPUT, OUTPUT, ERRORS)) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }
}
