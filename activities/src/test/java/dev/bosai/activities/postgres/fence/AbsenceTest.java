package dev.bosai.activities.postgres.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.postgres.host.PostmasterFile;
import dev.bosai.activities.postgres.host.Sighting;
import dev.bosai.activities.postgres.host.Vantage;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server of which nothing is seen counts as gone only where it would be seen. */
class AbsenceTest {
  private static final Instant BOOTED = Instant.parse("2026-11-01T00:00:00Z");
  private static final PostmasterFile LEFT =
      new PostmasterFile(77, BOOTED.plusSeconds(60), 5432, "/tmp", "*", 4);
  private static final Vantage CONTAINER = new Vantage("boot-1", "pid:[4026532200]");
  private static final Vantage MACHINE = new Vantage("boot-1", "pid:[4026531836]");

  @Test
  void withoutEvidenceItMayLiveInAnotherContainer() {
    assertThat(why(false, null, CONTAINER, true)).isEmpty();
  }

  @Test
  void onceItsProcessesWereKilledItIsGone() {
    assertThat(why(true, null, CONTAINER, false)).isPresent();
  }

  @Test
  void seenFromHereItIsGone() {
    assertThat(why(false, Sighting.of(LEFT, CONTAINER), CONTAINER, false)).isPresent();
  }

  @Test
  void aSightingOfAnotherServerOrFromElsewhereTellsNothing() {
    PostmasterFile earlier = new PostmasterFile(77, BOOTED.plusSeconds(5), 5432, "/tmp", "*", 4);
    Vantage other = new Vantage("boot-1", "pid:[4026532201]");
    assertThat(why(false, Sighting.of(earlier, CONTAINER), CONTAINER, false)).isEmpty();
    assertThat(why(false, Sighting.of(LEFT, other), CONTAINER, false)).isEmpty();
  }

  @Test
  void whoSeesTheWholeMachineNeedsNoSightingUnlessSomethingIsHidden() {
    assertThat(why(false, null, MACHINE, true)).isPresent();
    assertThat(why(false, null, MACHINE, false)).isEmpty();
  }

  @Test
  void noServerOutlivesTheMachine() {
    PostmasterFile before = new PostmasterFile(77, BOOTED.minusSeconds(1), 5432, "/tmp", "*", 4);
    assertThat(new Absence(false, Optional.empty(), CONTAINER, BOOTED, false).why(before))
        .isPresent();
  }

  private static Optional<String> why(
      boolean met, @org.jspecify.annotations.Nullable Sighting seen, Vantage here, boolean clear) {
    return new Absence(met, Optional.ofNullable(seen), here, BOOTED, clear).why(LEFT);
  }
}
