package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.Poll;
import dev.bosai.activities.Try;
import dev.bosai.workflows.port.Proven.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's own check that tables and indexes are in order and agree. */
public final class Amcheck {
  private static final Duration EVERY = Duration.ofMillis(100);
  private static final int CORRUPT = 2;
  private static final int SHOWN = 4;
  private final Instance instance;
  private final Try current;

  /** Makes the check of a running instance. */
  public Amcheck(Instance instance, Try current) {
    this.instance = instance;
    this.current = current;
  }

  /**
   * Runs it.
   *
   * @param bound after which it is given up
   * @param which further arguments: what is checked, and how thoroughly
   * @return what was found; empty if it was given up
   */
  public Optional<Check> within(Duration bound, List<String> which)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("bosai-", ".out");
    Path errors = Files.createTempFile("bosai-", ".err");
    Process process =
        instance
            .host()
            .programs()
            .builder("pg_amcheck", arguments(which))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      return Poll.until(bound, EVERY, () -> ended(process, errors))
          .map(code -> check(code, read(output), read(errors)));
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  private List<String> arguments(List<String> which) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--host=" + instance.sockets(),
                "--port=" + instance.port(),
                "--username=" + instance.admin(),
                "--no-password",
                "--progress"));
    arguments.addAll(which);
    return arguments;
  }

  private Optional<Integer> ended(Process process, Path errors) {
    if (!process.isAlive()) {
      return Optional.of(process.exitValue());
    }
    List<String> lines = read(errors);
    current.progress("pg_amcheck: " + (lines.isEmpty() ? "begins" : lines.get(lines.size() - 1)));
    return Optional.empty();
  }

  private static Check check(int code, List<String> found, List<String> errors) {
    if (code == 0) {
      return new Check("pg_amcheck", true, "tables and indexes are in order");
    }
    List<String> said = code == CORRUPT || errors.isEmpty() ? found : errors;
    List<String> shown =
        code == CORRUPT ? said.subList(0, Math.min(SHOWN, said.size())) : last(said);
    return new Check("pg_amcheck", false, String.join(" ", shown));
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
  }

  /** Progress overwrites its own line. */
  private static List<String> read(Path file) {
    try {
      return Files.readString(file)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      return List.of("\"" + file + "\" cannot be read: " + e.getMessage());
    }
  }
}
