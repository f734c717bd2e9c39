package dev.bosai.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.app.fault.Fault;
import dev.bosai.app.report.SampleRuns;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BeginningTest {
  private static final Instant NOW = SampleRuns.NOW;

  private final Beginning beginning = new Beginning();

  @Test
  void aReprotectThatDoesNotBeginWithinAMinuteIsNamed() {
    RunSnapshot done = SampleRuns.recovered();
    assertThat(done.header().reprotectRun()).isNotEmpty();

    beginning.seen(done, NOW);
    beginning.seen(done, NOW.plusSeconds(60));

    assertThatThrownBy(() -> beginning.seen(done, NOW.plusSeconds(61)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(done.header().reprotectRun())
        .hasMessageContaining("has not begun for 60 s");
  }

  @Test
  void oneThatBeginsIsWaitedForHoweverLongItTakes() {
    RunSnapshot done = SampleRuns.recovered();
    RunSnapshot both = done.with(SampleRuns.waiting());

    beginning.seen(done, NOW);
    beginning.seen(both, NOW.plusSeconds(59));
    beginning.seen(both, NOW.plusSeconds(9_000));
    beginning.seen(done, NOW.plusSeconds(9_001));
    beginning.seen(SampleRuns.waiting(), NOW.plusSeconds(90_000));
  }
}
