package dev.bosai.app.report;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.view.Measured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Puts moments on a line.
 *
 * @param from leftmost moment
 * @param to rightmost moment
 * @param left where the line begins, in the picture's units
 * @param right where it ends
 */
record Axis(Instant from, Instant to, double left, double right) {
  private static final int TICKS = 8;
  private static final long[] STEPS_MS = {
    10,
    20,
    50,
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    14_400_000,
    28_800_000,
    86_400_000
  };

  /**
   * Makes the line for a run. A detection that took much longer than the run would press the run's
   * steps into nothing, so the picture then begins shortly before the start and the outage is cut
   * at its left edge.
   */
  static Axis of(RunSnapshot run, Instant now, double left, double right) {
    Instant started = run.header().startedAt();
    Instant end = ended(run, now);
    Duration length = Duration.between(started, end);
    Instant earliest = earliest(run);
    Duration before = Duration.between(earliest, started);
    Duration shown = before.compareTo(length.multipliedBy(2)) > 0 ? length.dividedBy(4) : before;
    Instant from = started.minus(shown);
    Duration margin = Duration.between(from, end).dividedBy(40).plusMillis(1);
    return new Axis(from.minus(margin), end.plus(margin), left, right);
  }

  private static Instant earliest(RunSnapshot run) {
    Instant began = run.header().clock().startedAt();
    Measured measured = run.measured();
    Instant last = measured == null ? null : measured.lastWriteBefore();
    Instant first = last != null && last.isBefore(began) ? last : began;
    return first.isBefore(run.header().startedAt()) ? first : run.header().startedAt();
  }

  private static Instant ended(RunSnapshot run, Instant now) {
    Instant ended = run.header().endedAt();
    Instant end = ended == null ? now : ended;
    Measured measured = run.measured();
    Instant first = measured == null ? null : measured.firstWriteAfter();
    return first != null && first.isAfter(end) ? first : end;
  }

  /** Returns where a moment stands; moments outside stand at the end that is nearer. */
  double x(Instant at) {
    double part = (double) Duration.between(from, at).toNanos() / Math.max(1, span().toNanos());
    return left + Math.max(0, Math.min(1, part)) * (right - left);
  }

  boolean holds(Instant at) {
    return !at.isBefore(from) && !at.isAfter(to);
  }

  Duration span() {
    return Duration.between(from, to);
  }

  /** Returns round distances from a moment, about eight of them. */
  List<Duration> ticks(Instant zero) {
    long step = step();
    List<Duration> ticks = new ArrayList<>();
    long first = Math.floorDiv(Duration.between(zero, from).toMillis() + step - 1, step);
    for (long n = first; !zero.plusMillis(n * step).isAfter(to); n++) {
      ticks.add(Duration.ofMillis(n * step));
    }
    return ticks;
  }

  private long step() {
    return LongStream.of(STEPS_MS)
        .filter(step -> span().toMillis() / step <= TICKS)
        .findFirst()
        .orElse(Math.max(1, span().toMillis() / TICKS));
  }
}
