package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.workflows.port.FailureType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Programs that a killed worker left behind. They would go on writing into the directory that the
 * next attempt begins anew.
 */
public final class Leftovers {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofMillis(10);

  private Leftovers() {}

  /** Ends every program that was started to work on a directory, and waits until it is gone. */
  public static void end(Path directory) throws InterruptedException {
    end(worksOn(directory.toString()), directory.toString());
  }

  /**
   * Ends every program that was started with all of these arguments, and waits until it is gone.
   */
  public static void endWith(List<String> all) throws InterruptedException {
    end(process -> arguments(process).containsAll(all), String.join(" ", all));
  }

  private static void end(Predicate<ProcessHandle> which, String what) throws InterruptedException {
    if (Poll.until(BOUND, EVERY, () -> round(which)).isEmpty()) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "an earlier program still works on \"" + what + "\"",
          "end it; it is tried again");
    }
  }

  private static Optional<Boolean> round(Predicate<ProcessHandle> which) {
    List<ProcessHandle> found = ProcessHandle.allProcesses().filter(which).toList();
    found.forEach(ProcessHandle::destroyForcibly);
    return found.isEmpty() ? Optional.of(true) : Optional.empty();
  }

  /** Matches tools by the option that names the directory, servers and copies by their argument. */
  private static Predicate<ProcessHandle> worksOn(String directory) {
    return process -> {
      List<String> arguments = arguments(process);
      boolean bare = process.info().command().orElse("").matches(".*/(postgres|cp)");
      return arguments.contains("--pgdata=" + directory)
          || arguments.contains("--target-pgdata=" + directory)
          || (bare && arguments.contains(directory));
    };
  }

  private static List<String> arguments(ProcessHandle process) {
    return List.of(process.info().arguments().orElse(new String[0]));
  }
}
