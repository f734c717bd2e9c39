package dev.bosai.activities.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GapsTest {
  private static final Duration EVERY = Duration.ofMillis(100);

  private final HandMade ledger = new HandMade().acknowledged(0, 1);

  @Test
  void aProbeThatKeptTryingHasNoGap() {
    for (int ms = 50; ms < 2_000; ms += 50) {
      ledger.failed(ms, 5);
    }
    ledger.acknowledged(2_000, 2);

    assertThat(gap()).isZero();
  }

  @Test
  void aProbeThatDidNotTryForMoreThanThreeIntervalsSawNothing() {
    ledger.failed(100, 0).failed(200, 0).failed(1_200, 0).failed(1_300, 0).acknowledged(1_400, 2);

    assertThat(gap()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void threeIntervalsAreStillNoGap() {
    ledger.failed(300, 0).failed(600, 0).acknowledged(900, 2);

    assertThat(gap()).isZero();
  }

  @Test
  void aFastProbeOnABusyMachineHasNoGaps() {
    ledger.failed(190, 0).failed(380, 0).acknowledged(570, 2);

    Duration gap =
        new Gaps(Duration.ofMillis(10)).within(outage(ledger, 0), ledger.attemptsNewestFirst());

    assertThat(gap).isZero();
  }

  @Test
  void anAttemptThatHangsIsATry() {
    ledger.failed(100, 2_000).acknowledged(2_150, 2);

    assertThat(gap()).isZero();
  }

  @Test
  void aProbeThatWasKilledDuringTheOutageSawNothingUntilItCameBack() {
    ledger.acknowledged(5_000, 2);

    assertThat(gap()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void attemptsOutsideTheOutageDoNotCount() {
    HandMade long_ = new HandMade().acknowledged(0, 1).acknowledged(9_000, 1);
    long_.acknowledged(9_200, 2).acknowledged(30_000, 2);

    assertThat(new Gaps(EVERY).within(outage(long_, 9_000), long_.attemptsNewestFirst())).isZero();
  }

  private Duration gap() {
    return new Gaps(EVERY).within(outage(ledger, 0), ledger.attemptsNewestFirst());
  }

  private static Outage outage(HandMade made, long began) {
    return new OutageFinder(HandMade.at(began), 2).find(made.newestFirst()).orElseThrow();
  }
}
