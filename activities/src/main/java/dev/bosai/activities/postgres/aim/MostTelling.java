package dev.bosai.activities.postgres.aim;

import dev.bosai.workflows.port.Candidates.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps the transactions that are most likely the mistake, since a history holds no millions: those
 * nearest to the moment people remember. Changes of the schema and of rows have room of their own,
 * so that neither hides the other.
 */
final class MostTelling {
  private static final Set<String> SCHEMA = Set.of("drop", "truncate", "alter", "create");
  private final int most;
  private final PriorityQueue<Candidate> schema;
  private final PriorityQueue<Candidate> rows;
  private long leftOut;

  /**
   * Makes room.
   *
   * @param most of each of the two
   * @param around the moment people remember
   */
  MostTelling(int most, Instant around) {
    Comparator<Candidate> farthest =
        Comparator.comparing((Candidate one) -> distance(one, around)).reversed();
    this.most = most;
    this.schema = new PriorityQueue<>(farthest);
    this.rows = new PriorityQueue<>(farthest);
  }

  void add(Candidate candidate) {
    PriorityQueue<Candidate> its = SCHEMA.contains(candidate.kind()) ? schema : rows;
    its.add(candidate);
    if (its.size() > most) {
      its.remove();
      leftOut++;
    }
  }

  /** Returns them in the order of their commits. */
  List<Candidate> kept() {
    return Stream.concat(schema.stream(), rows.stream())
        .sorted(Comparator.comparing(Candidate::commit))
        .toList();
  }

  /** Returns how many were not kept. */
  long leftOut() {
    return leftOut;
  }

  private static Duration distance(Candidate candidate, Instant around) {
    return candidate.at() == null
        ? Duration.ofDays(1)
        : Duration.between(candidate.at(), around).abs();
  }
}
