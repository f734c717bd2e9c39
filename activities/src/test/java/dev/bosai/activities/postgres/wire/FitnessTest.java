package dev.bosai.activities.postgres.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Lsn;
import org.junit.jupiter.api.Test;

class FitnessTest {
  private static final Lsn AT = Lsn.parse("0/3000148");

  @Test
  void aStandbyWhosePrimaryJustDiedIsFit() {
    assertThat(standby("not paused", "0", "", AT).unfit()).isEmpty();
  }

  @Test
  void oneThatNeverGotTheWalItAskedForIsNot() {
    assertThat(standby("not paused", "0", "", Lsn.parse("0/3000000")).unfit())
        .contains("received no WAL");
    assertThat(standby("not paused", "0", "", null).unfit()).contains("received no WAL");
  }

  @Test
  void pauseDelayAndTargetsSpeakAgainstIt() {
    assertThat(standby("paused", "0", "", AT).unfit()).contains("replay is paused");
    assertThat(standby("not paused", "1h", "", AT).unfit()).contains("delay is 1h");
    assertThat(standby("not paused", "0", "recovery_target_time", AT).unfit())
        .startsWith("recovery_target_time is set");
  }

  private static Fitness standby(String pause, String delay, String targets, Lsn streamed) {
    return new Fitness(pause, delay, targets, false, false, streamed, AT);
  }
}
