package dev.bosai.app.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One process, never another one that later got the same id.
 *
 * @param pid its id
 * @param started when it was started, in the kernel's clock ticks since boot
 */
public record ProcessIdentity(long pid, long started) {
  // Counted behind the command's closing parenthesis: the command itself may hold spaces and
  // parentheses.
  private static final int STATE = 0;
  private static final int STARTED = 19;

  /** Finds a live process; a zombie does not live, although its id still answers signals. */
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE].equals("Z") || fields[STATE].equals("X")
          ? Optional.empty()
          : Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[STARTED])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Returns whether this very process lives. */
  public boolean alive() {
    return of(pid).filter(this::equals).isPresent();
  }

  /**
   * Sends a signal to those that live, all in one go, so that none has time to react to the end of
   * another.
   *
   * @param name without prefix, for example {@code KILL}
   */
  public static void signal(String name, Collection<ProcessIdentity> processes) {
    // The shell's own kill: a separate program of that name is not on every machine.
    List<String> command = new ArrayList<>(List.of("sh", "-c", "kill -\"$0\" \"$@\"", name));
    processes.stream()
        .filter(ProcessIdentity::alive)
        .forEach(process -> command.add(Long.toString(process.pid())));
    if (command.size() > 4) {
      Program.of(command, Duration.ofSeconds(10)).run();
    }
  }
}
