package dev.bosai.activities.outside;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.OutsideActivities.ProgramEnded;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs programs. Input and output go through files, since a program may leave a server behind that
 * keeps a pipe open for ever.
 */
final class Programs {
  private static final File NOTHING = new File("/dev/null");

  /**
   * Runs a program to its end.
   *
   * @param command program and arguments
   * @param key handed over as {@code BOSAI_KEY}
   * @param input given on standard input; may be empty
   * @return exit code 0 and the end of the output
   * @throws io.temporal.failure.ApplicationFailure if it cannot be started, ends with another code,
   *     or was stopped together with all it started
   */
  ProgramEnded run(List<String> command, String key, String input) {
    try {
      Path folder = Files.createTempDirectory("bosai-program");
      try {
        return ended(command, ran(command, key, folder, input), folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int ran(List<String> command, String key, Path folder, String input)
      throws IOException {
    Files.writeString(folder.resolve("in"), input);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(input.isEmpty() ? NOTHING : folder.resolve("in").toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().put("BOSAI_KEY", key);
    Process process = started(builder);
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      kill(process.toHandle());
      Thread.currentThread().interrupt();
      throw Failures.of(
          FailureType.UNEXPECTED,
          "program \"" + command.get(0) + "\" was stopped with all it had started",
          "see how far it came before it is run again");
    }
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

  /** Children are listed before their parent dies, since nothing leads to them afterwards. */
  private static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.children().toList();
    process.destroyForcibly();
    children.forEach(Programs::kill);
  }

  private static ProgramEnded ended(List<String> command, int code, Path folder)
      throws IOException {
    String output = OutputTail.of(folder.resolve("out"));
    if (code != 0) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "program \""
              + command.get(0)
              + "\" ended with exit code "
              + code
              + ", expected 0; its last words: "
              + output.strip(),
          "put the cause right, then retry");
    }
    return new ProgramEnded(code, output);
  }

  private static void delete(Path folder) throws IOException {
    for (String name : List.of("in", "out")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }
}
