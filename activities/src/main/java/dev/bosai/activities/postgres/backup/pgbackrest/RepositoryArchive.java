package dev.bosai.activities.postgres.backup.pgbackrest;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.backup.SegmentHeader;
import dev.bosai.activities.postgres.backup.WalArchive;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * WAL of all repositories of a stanza, fetched where somebody wants to read it. What another look
 * fetched does not count, since it says nothing of what is in the repository now.
 */
final class RepositoryArchive implements WalArchive {
  private static final Duration BOUND = Duration.ofMinutes(2);
  private static final Pattern SEGMENT =
      Pattern.compile(".*/([0-9A-F]{24})-([0-9a-f]{40})(?:\\.[a-z0-9]+)?");
  private static final Pattern HISTORY = Pattern.compile("(?:.*/)?([0-9A-F]{8}\\.history)");

  /** One of them stands in every archive, so a listing with neither is of none. */
  private static final List<String> OWN = List.of("archive.info", "archive.info.copy");

  private final Pgbackrest program;
  private final Segments segments;
  private final List<Info.Repository> repositories;
  private final Map<String, String> digests = new HashMap<>();
  private final Map<String, String> failed = new HashMap<>();
  private final Set<String> fetched = new HashSet<>();

  /**
   * Makes the archive.
   *
   * @param segments keeps what was fetched
   * @param repositories that can be read
   */
  RepositoryArchive(Pgbackrest program, Segments segments, List<Info.Repository> repositories) {
    this.program = program;
    this.segments = segments;
    this.repositories = repositories;
  }

  @Override
  public SortedSet<String> names() throws IOException, InterruptedException {
    SortedSet<String> names = new TreeSet<>();
    for (Info.Repository repository : repositories) {
      List<String> lines = lines(repository);
      requireArchive(repository, lines);
      for (String line : lines) {
        add(repository, line, names);
      }
    }
    return names;
  }

  private List<String> lines(Info.Repository repository) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "--repo=" + repository.number(),
            "--recurse",
            "--sort=none",
            "repo-ls",
            "archive/" + program.stanza());
    return program.result(BOUND, command).lines().toList();
  }

  /** A folder that is not there has no files, says the program, and calls that a success. */
  private static void requireArchive(Info.Repository repository, List<String> lines) {
    if (OWN.stream().noneMatch(lines::contains)) {
      throw Failures.of(
          FailureType.UNEXPECTED,
          "repository %d has no archive any more; nothing was changed"
              .formatted(repository.number()),
          "see that it is mounted; it is tried again");
    }
  }

  private void add(Info.Repository repository, String line, SortedSet<String> names) {
    if (!line.startsWith(repository.archive() + "/")) {
      return;
    }
    Matcher segment = SEGMENT.matcher(line);
    Matcher history = HISTORY.matcher(line);
    if (segment.matches()) {
      digests.put(segment.group(1), segment.group(2));
      names.add(segment.group(1));
    } else if (history.matches()) {
      names.add(history.group(1));
    }
  }

  @Override
  public void prepare(SortedSet<String> names) throws IOException, InterruptedException {
    SortedMap<String, String> wanted = new TreeMap<>();
    names.stream()
        .filter(fetched::add)
        .forEach(name -> wanted.put(name, digests.getOrDefault(name, "")));
    failed.putAll(segments.fetch(wanted));
  }

  @Override
  public Path folder(SortedSet<String> names) throws IOException, InterruptedException {
    prepare(names);
    for (String name : names) {
      if (failed.containsKey(name)) {
        throw new NoSuchFileException(
            segments.file(name).toString(), null, failed.getOrDefault(name, ""));
      }
    }
    return segments.folder();
  }

  @Override
  public Optional<String> damage(String name, String systemIdentifier) throws IOException {
    String reason = failed.get(name);
    if (reason != null || !fetched.contains(name)) {
      return Optional.ofNullable(reason);
    }
    return SegmentHeader.read(segments.file(name)).damage(name, systemIdentifier);
  }
}
