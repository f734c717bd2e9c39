package dev.bosai.activities.postgres.host;

import dev.bosai.activities.Failures;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Software that starts and promotes servers by itself. It knows nothing of our fence: it would
 * bring back what was fenced, or promote a second primary in the middle of a recovery.
 */
public enum Manager {
  /** Also what Zalando's, Crunchy's and StackGres's operators run. */
  PATRONI("Patroni", "patroni", "\"patronictl pause\", then stop Patroni on this node"),
  /** The daemon of repmgr; repmgr without it does nothing by itself. */
  REPMGRD("repmgrd", "repmgrd", "stop repmgrd on all nodes of the database"),
  /** The keeper of pg_auto_failover. */
  PG_AUTO_FAILOVER("pg_auto_failover", "pg_autoctl", "stop \"pg_autoctl\" on this node"),
  /** The keeper of Stolon. */
  STOLON("Stolon", "stolon-keeper", "stop the keeper on this node"),
  /** The instance manager of CloudNativePG. */
  OPERATOR("CloudNativePG", "manager", "fence the instance with its own annotation");

  private static final int NAMES = 4;
  private static final long LONGEST_CONFIGURATION = 1 << 20;

  private final String title;
  private final String program;
  private final String way;

  Manager(String title, String program, String way) {
    this.title = title;
    this.program = program;
    this.way = way;
  }

  /**
   * Refuses a node that one of them runs.
   *
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED
   */
  public static void requireNone(Host host) throws IOException {
    Optional<Found> found = of(host);
    if (found.isPresent()) {
      throw Failures.of(
          FailureType.REFUSED,
          "node \"%s\" is run by %s (process %d), which starts and promotes servers by itself; nothing was changed"
              .formatted(host.ref().node(), found.get().manager().title, found.get().pid()),
          "let it promote inside its site; if Bosai is to, "
              + found.get().manager().way
              + ", and retry");
    }
  }

  /**
   * One that was found.
   *
   * @param pid of its process
   */
  record Found(Manager manager, long pid) {}

  /** Finds whoever started the server, or is told of its directory. */
  static Optional<Found> of(Host host) throws IOException {
    String directory = host.data().path().toString();
    return ancestors(host).stream()
        .flatMap(process -> found(process, words(process)))
        .findFirst()
        .or(
            () ->
                ProcessHandle.allProcesses()
                    .flatMap(process -> told(process, directory))
                    .findFirst());
  }

  private static Stream<Found> told(ProcessHandle process, String directory) {
    List<String> words = words(process);
    return found(process, words)
        .filter(one -> one.manager() != OPERATOR)
        .filter(one -> names(words, directory));
  }

  private static Stream<Found> found(ProcessHandle process, List<String> words) {
    return Arrays.stream(values())
        .filter(manager -> manager.is(words))
        .map(manager -> new Found(manager, process.pid()));
  }

  private static List<ProcessHandle> ancestors(Host host) throws IOException {
    List<ProcessHandle> ancestors = new ArrayList<>();
    Optional<ProcessHandle> next =
        host.postmaster()
            .flatMap(file -> ProcessHandle.of(file.pid()))
            .flatMap(ProcessHandle::parent);
    while (next.isPresent()) {
      ancestors.add(next.get());
      next = next.get().parent();
    }
    return ancestors;
  }

  /** An interpreter's program is one of its first arguments. */
  private boolean is(List<String> words) {
    boolean named =
        words.stream()
            .limit(NAMES)
            .anyMatch(word -> word.substring(word.lastIndexOf('/') + 1).equals(program));
    return named && (this != OPERATOR || words.contains("instance"));
  }

  private static boolean names(List<String> words, String directory) {
    return words.stream().anyMatch(word -> word.contains(directory) || configures(word, directory));
  }

  private static boolean configures(String word, String directory) {
    try {
      Path file = Path.of(word.substring(word.indexOf('=') + 1));
      return file.isAbsolute()
          && Files.isRegularFile(file)
          && Files.size(file) < LONGEST_CONFIGURATION
          && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(directory);
    } catch (IOException | InvalidPathException notOurs) {
      return false;
    }
  }

  private static List<String> words(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    List<String> words = new ArrayList<>();
    info.command().ifPresent(words::add);
    words.addAll(List.of(info.arguments().orElse(new String[0])));
    return words;
  }
}
