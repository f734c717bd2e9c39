package dev.bosai.app.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** The processes of this machine, found by what they are, never by their name alone. */
public final class ProcessTable {
  private static final Path PROC = Path.of("/proc");

  /**
   * Finds PostgreSQL's processes by the folder they work in: every process of a cluster works in
   * its data directory, also one whose postmaster is gone.
   *
   * @param folder a data directory, or a folder that holds some
   */
  public List<ProcessIdentity> postgresWithin(Path folder) {
    Path real = real(folder);
    return find(pid -> runs(pid, "postgres") && worksIn(pid, real));
  }

  /**
   * Finds processes by an environment variable that whoever started them gave them.
   *
   * @param assignment for example {@code BOSAI_LAB=/path}
   */
  public List<ProcessIdentity> startedWith(String assignment) {
    return find(pid -> environment(pid).anyMatch(assignment::equals));
  }

  private static List<ProcessIdentity> find(LongPredicate wanted) {
    long self = ProcessHandle.current().pid();
    return pids().stream()
        .filter(pid -> pid != self && wanted.test(pid))
        .flatMap(pid -> ProcessIdentity.of(pid).stream())
        .toList();
  }

  private static List<Long> pids() {
    try (Stream<Path> entries = Files.list(PROC)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .map(Long::valueOf)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean runs(long pid, String program) {
    return link(pid, "exe")
        .map(exe -> exe.getFileName().toString())
        .filter(program::equals)
        .isPresent();
  }

  private static boolean worksIn(long pid, Path folder) {
    return link(pid, "cwd").filter(cwd -> cwd.startsWith(folder)).isPresent();
  }

  // Processes end while they are looked at, and another user's are closed to us: neither is one of
  // ours.
  private static Optional<Path> link(long pid, String name) {
    try {
      return Optional.of(Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve(name)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Stream<String> environment(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve("environ"));
      return Stream.of(new String(bytes, StandardCharsets.UTF_8).split("\0", -1));
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Path real(Path folder) {
    try {
      return Files.exists(folder) ? folder.toRealPath() : folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
