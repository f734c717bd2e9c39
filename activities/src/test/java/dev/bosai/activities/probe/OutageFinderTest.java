package dev.bosai.activities.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutageFinderTest {
  private static final int OLD = 1;
  private static final int NEW = 2;

  private final HandMade ledger = new HandMade();

  @Test
  void theSilenceRunsFromTheLastWriteOnTheOldTimelineToTheFirstOnTheNew() {
    ledger.acknowledged(100, OLD).acknowledged(200, OLD);
    ledger.acknowledged(1_700, NEW).acknowledged(1_800, NEW);

    Outage outage = find(150).orElseThrow();

    assertThat(outage.length()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(outage.before().time()).isEqualTo(HandMade.at(200));
    assertThat(outage.after().time()).isEqualTo(HandMade.at(1_700));
  }

  @Test
  void aRestartOfTheOldServerEndsNoOutage() {
    ledger.acknowledged(100, OLD).acknowledged(9_000, OLD).acknowledged(9_500, NEW);

    assertThat(find(50).orElseThrow().length()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aLaterStallOnTheNewTimelineIsNotThisOutage() {
    ledger.acknowledged(100, OLD).acknowledged(400, NEW).acknowledged(60_000, NEW);

    assertThat(find(50).orElseThrow().length()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void whileNothingIsAcknowledgedOnTheNewTimelineThereIsNoEnd() {
    ledger.acknowledged(100, OLD).acknowledged(5_000, OLD);

    assertThat(find(50)).isEmpty();
  }

  @Test
  void anEarlierOutageDoesNotCount() {
    ledger.acknowledged(100, OLD).acknowledged(900, NEW).acknowledged(1_000, NEW);

    assertThat(find(950)).isEmpty();
  }

  @Test
  void anOldServerThatStillAcknowledgesMakesTheOutageOnlyAsLongAsItsClientsSawIt() {
    ledger.acknowledged(100, OLD).acknowledged(400, NEW);
    ledger.acknowledged(450, OLD).acknowledged(1_450, NEW);

    assertThat(find(50).orElseThrow().length()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void withinOneProbeTheWallClockMayJumpWithoutHarm() {
    Acknowledged before = row("2026-11-23T00:00:10Z", 1_000, "a", OLD);
    Acknowledged after = row("2026-11-23T00:00:05Z", 1_250, "a", NEW);

    assertThat(before.until(after)).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void betweenTwoProbesOnlyTheWallClockCompares() {
    Acknowledged before = row("2026-11-23T00:00:10Z", 1_000, "a", OLD);
    Acknowledged after = row("2026-11-23T00:00:12Z", 7, "b", NEW);

    assertThat(before.until(after)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void whateverTheHistoryTheOutageIsTheOneThatWasMade() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      HandMade made = new HandMade();
      long ms = 0;
      for (int i = 1 + random.nextInt(50); i > 0; i--) {
        made.acknowledged(ms += 1 + random.nextInt(2_000), OLD);
      }
      long began = ms - random.nextInt(500);
      long outage = 1L + random.nextInt(100_000);
      made.acknowledged(ms += outage, NEW);
      for (int i = random.nextInt(50); i > 0; i--) {
        made.acknowledged(ms += 1 + random.nextInt(200_000), NEW);
      }
      Outage found =
          new OutageFinder(HandMade.at(began), NEW).find(made.newestFirst()).orElseThrow();
      assertThat(found.length().toMillis()).as("seed %d", seed).isEqualTo(outage);
    }
  }

  private Optional<Outage> find(long incidentBegan) {
    return new OutageFinder(HandMade.at(incidentBegan), NEW).find(ledger.newestFirst());
  }

  private static Acknowledged row(String at, long monoMs, String session, int timeline) {
    return new Acknowledged(1, at, Duration.ofMillis(monoMs).toNanos(), session, "db", timeline);
  }
}
