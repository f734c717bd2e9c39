package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.ProgramLines;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.postgres.rejoin.Leftovers;
import dev.bosai.runbooks.system.Backups;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program {@code pgbackrest} of one stanza, run as the owner of a node's data directory. Where
 * the repositories are, and with which keys, only its own configuration file says.
 */
final class Pgbackrest {
  /** It flushes at the end, and waits for WAL to be archived, without a word. */
  private static final Duration SILENCE = Duration.ofMinutes(15);

  private static final int LOCKED = 50;
  private static final Duration FREE_WITHIN = Duration.ofSeconds(10);
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d [0-9:.]+ P\\d+.*");
  private static final Pattern ERROR = Pattern.compile(".*ERROR: \\[\\d+\\]: (.*)");
  private final Host host;
  private final Backups.Pgbackrest settings;

  /**
   * Makes it; nothing is run yet.
   *
   * @param host on which it runs
   * @param settings of the stanza
   */
  Pgbackrest(Host host, Backups.Pgbackrest settings) {
    this.host = host;
    this.settings = settings;
  }

  /** What it shows beside its result. */
  enum Show {
    /** Nothing but what goes wrong. */
    ERRORS,
    /** Every file that it works on. */
    DETAIL
  }

  String stanza() {
    return settings.stanza();
  }

  /**
   * Runs a command to its end, and returns what it printed.
   *
   * @throws io.temporal.failure.ApplicationFailure if it fails
   */
  String result(Duration bound, List<String> command) throws IOException, InterruptedException {
    return onceFree(command, () -> run(bound, Show.ERRORS, command)).text();
  }

  /** One run of a command. */
  @FunctionalInterface
  private interface Running {
    Programs.Output once() throws IOException, InterruptedException;
  }

  /**
   * What a dead attempt began ends soon, and is not worth one of the few tries. Whether the stanza
   * is free can be learnt by trying alone.
   */
  private Programs.Output onceFree(List<String> command, Running run)
      throws IOException, InterruptedException {
    Optional<Programs.Output> free =
        Poll.<Programs.Output, IOException>until(
            FREE_WITHIN,
            EVERY,
            () -> Optional.of(run.once()).filter(output -> output.code() != LOCKED));
    Programs.Output output = free.isPresent() ? free.get() : run.once();
    if (output.code() != 0) {
      throw failed(command, output.code(), output.text());
    }
    return output;
  }

  /** Runs a command to its end, however that is. */
  Programs.Output run(Duration bound, Show show, List<String> command)
      throws IOException, InterruptedException {
    return host.programs().run(bound, path(), words(show, command));
  }

  /**
   * Runs a long command, and hands over each line that it shows.
   *
   * @throws io.temporal.failure.ApplicationFailure if it fails
   */
  void follow(List<String> command, Consumer<String> line)
      throws IOException, InterruptedException {
    onceFree(command, () -> followed(command, line));
  }

  private Programs.Output followed(List<String> command, Consumer<String> line)
      throws IOException, InterruptedException {
    Process process =
        host.programs()
            .builder(path(), words(Show.DETAIL, command))
            .redirectErrorStream(true)
            .start();
    StringBuilder errors = new StringBuilder();
    int code =
        new ProgramLines(process, "pgbackrest")
            .each(
                SILENCE,
                shown -> {
                  if (!errors.isEmpty() || ERROR.matcher(shown).matches()) {
                    errors.append(shown).append('\n');
                  }
                  line.accept(shown);
                });
    return new Programs.Output(code, errors.toString());
  }

  /** Starts a command; whoever asked sees to its end. */
  Process start(Path output, List<String> command) throws IOException {
    return host.programs()
        .builder(path(), words(Show.ERRORS, command))
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Returns a command for a shell, without what it shows. */
  String shell(List<String> command) {
    List<String> words = new ArrayList<>(List.of(path(), "--log-level-console=off"));
    words.addAll(common());
    List<String> quoted = words.stream().map(Pgbackrest::quoted).toList();
    return String.join(" ", quoted) + " " + String.join(" ", command);
  }

  /** Returns a word for a shell. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Ends what a dead attempt left at work on this stanza with an option, and nobody else's. */
  void endLeft(String option) throws InterruptedException {
    List<String> all = new ArrayList<>(common());
    all.add(option);
    Leftovers.endWith(all);
  }

  private List<String> words(Show show, List<String> command) {
    List<String> words = new ArrayList<>(common());
    // All on one stream: what it prints as a result is not mixed with warnings then.
    words.add("--log-level-stderr=off");
    words.add("--log-level-console=" + (show == Show.DETAIL ? "detail" : "error"));
    words.addAll(command);
    return words;
  }

  private List<String> common() {
    return settings.config().isEmpty()
        ? List.of("--stanza=" + settings.stanza())
        : List.of("--config=" + settings.config(), "--stanza=" + settings.stanza());
  }

  /** The server that runs it has another search path than this worker. */
  private static String path() {
    return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin").split(":"))
        .filter(folder -> folder.startsWith("/"))
        .map(folder -> Path.of(folder, "pgbackrest"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                Failures.of(
                    FailureType.REFUSED,
                    "program \"pgbackrest\" is not on this host; nothing was changed",
                    "install it, for example with \"apt-get install pgbackrest\""));
  }

  private RuntimeException failed(List<String> command, int code, String text) {
    String name = command.get(command.size() - 1);
    return code == LOCKED
        ? Failures.of(
            FailureType.UNEXPECTED,
            "another command of pgBackRest works on stanza \"" + settings.stanza() + "\"",
            "it is tried again; end that command if it hangs")
        : Failures.of(
            FailureType.UNEXPECTED,
            "\"pgbackrest %s\" of stanza \"%s\" ended with %d: %s"
                .formatted(name, settings.stanza(), code, reason(text)),
            "read pgBackRest's own log; it is tried again");
  }

  /** Returns its own words for what went wrong, on one line. */
  static String reason(String text) {
    List<String> said = new ArrayList<>();
    boolean error = false;
    for (String line : text.lines().toList()) {
      Matcher begin = ERROR.matcher(line);
      error = begin.matches() || (error && !TIME.matcher(line).matches());
      if (error) {
        said.add(begin.matches() ? begin.group(1) : line.strip());
      }
    }
    return said.isEmpty() ? text.strip() : String.join(" ", said);
  }
}
