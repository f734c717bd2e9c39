package dev.bosai.activities.postgres.wal;

import dev.bosai.activities.postgres.host.ProgramLines;
import dev.bosai.activities.postgres.host.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads commits out of single segments, wherever they are. */
public final class SegmentCommits {
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private final Programs programs;

  /**
   * Makes a reader.
   *
   * @param programs that fit the segments' version
   */
  public SegmentCommits(Programs programs) {
    this.programs = programs;
  }

  /**
   * Returns the time of a segment's last commit; empty if it has none. Of a segment that is damaged
   * within, the last one before the damage.
   */
  public Optional<Instant> newest(Path segment) throws IOException, InterruptedException {
    CommitCollector found = new CommitCollector();
    Process process =
        programs
            .builder("pg_waldump", List.of("--rmgr=Transaction", segment.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Its exit code says nothing: a record that goes on in the next segment ends it with 1 as well.
    new ProgramLines(process, "pg_waldump")
        .each(SILENCE, line -> WalRecord.parse(line).ifPresent(found::add));
    List<Commit> commits = found.commits();
    return commits.isEmpty() ? Optional.empty() : Optional.of(commits.get(commits.size() - 1).at());
  }
}
