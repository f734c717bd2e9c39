package dev.bosai.activities.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A ledger written by hand, in milliseconds since midnight. */
final class HandMade {
  static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

  private final List<Acknowledged> rows = new ArrayList<>();
  private final List<Attempt> attempts = new ArrayList<>();

  static Instant at(long ms) {
    return MIDNIGHT.plusMillis(ms);
  }

  /** Adds a confirmed write that took no time. */
  HandMade acknowledged(long ms, int timeline) {
    long id = attempts.size() + 1L;
    rows.add(
        new Acknowledged(
            id,
            at(ms).toString(),
            Duration.ofMillis(ms).toNanos(),
            "s",
            "db" + timeline,
            timeline));
    attempts.add(new Attempt(id, at(ms).toString(), 0, Attempt.Outcome.ACKNOWLEDGED));
    return this;
  }

  /** Adds an attempt that failed. */
  HandMade failed(long ms, long took) {
    attempts.add(
        new Attempt(attempts.size() + 1L, at(ms).toString(), took, Attempt.Outcome.FAILED));
    return this;
  }

  List<Acknowledged> rows() {
    return rows;
  }

  Iterator<Acknowledged> newestFirst() {
    return reversed(rows);
  }

  Iterator<Attempt> attemptsNewestFirst() {
    return reversed(attempts);
  }

  private static <T> Iterator<T> reversed(List<T> list) {
    List<T> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed.iterator();
  }
}
