package dev.bosai.activities.postgres.aim;

import dev.bosai.workflows.port.Candidates.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Keeps the transactions that are most likely the mistake: those that change the schema, then those
 * nearest to the moment people remember. A history holds no millions.
 */
final class MostTelling {
  private static final Set<String> SCHEMA = Set.of("drop", "truncate", "alter", "create");
  private final int most;
  private final PriorityQueue<Candidate> kept;
  private long leftOut;

  MostTelling(int most, Instant around) {
    this.most = most;
    this.kept =
        new PriorityQueue<>(
            Comparator.comparing((Candidate one) -> SCHEMA.contains(one.kind()))
                .thenComparing(one -> distance(one, around), Comparator.reverseOrder()));
  }

  void add(Candidate candidate) {
    kept.add(candidate);
    if (kept.size() > most) {
      kept.remove();
      leftOut++;
    }
  }

  /** Returns them in the order of their commits. */
  List<Candidate> kept() {
    return kept.stream().sorted(Comparator.comparing(Candidate::commit)).toList();
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
