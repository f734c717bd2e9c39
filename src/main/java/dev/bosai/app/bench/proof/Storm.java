package dev.bosai.app.bench.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Who is killed when in one recovery, and for how long; the seed says it all.
 *
 * @param seed that makes the same again
 * @param strikes in their order
 */
record Storm(long seed, List<Strike> strikes) {
  private static final int MOST_STRIKES = 3;

  /** A promotion takes about two seconds from the command, and longer when it is disturbed. */
  private static final int WITHIN_MS = 4_000;

  private static final int AWAY_AT_LEAST_MS = 200;
  private static final int AWAY_MS = 4_000;

  /**
   * One death.
   *
   * @param victim who dies
   * @param after the recovery was asked for
   * @param away until it is started again
   */
  record Strike(Victim victim, Duration after, Duration away) {
    Duration back() {
      return after.plus(away);
    }
  }

  /** Makes the storm of a seed: one to three that differ. */
  static Storm of(long seed) {
    Random random = new Random(seed);
    List<Victim> victims = new ArrayList<>(List.of(Victim.values()));
    Collections.shuffle(victims, random);
    List<Strike> strikes =
        victims.subList(0, 1 + random.nextInt(MOST_STRIKES)).stream()
            .map(
                victim ->
                    new Strike(
                        victim,
                        Duration.ofMillis(random.nextInt(WITHIN_MS)),
                        Duration.ofMillis(AWAY_AT_LEAST_MS + random.nextInt(AWAY_MS))))
            .sorted(Comparator.comparing(Strike::after))
            .toList();
    return new Storm(seed, strikes);
  }

  boolean hits(Victim victim) {
    return strikes.stream().anyMatch(strike -> strike.victim() == victim);
  }

  @Override
  public String toString() {
    return "seed "
        + seed
        + ": "
        + strikes.stream()
            .map(
                strike ->
                    strike.victim()
                        + " after "
                        + strike.after().toMillis()
                        + " ms for "
                        + strike.away().toMillis()
                        + " ms")
            .collect(Collectors.joining(", "));
  }
}
