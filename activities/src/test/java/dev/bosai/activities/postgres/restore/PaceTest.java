package dev.bosai.activities.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Lsn;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SEGMENT_BYTES = 16 << 20;
  private static final long SECOND = 1_000_000_000;

  @Test
  void tellsRateAndTimeLeftOnceThereIsARate() {
    Pace pace = new Pace(Lsn.parse("0/40000000"), SEGMENT_BYTES);

    assertThat(pace.text(Lsn.parse("0/10000000"), 5 * SECOND))
        .isEqualTo("replayed up to 0/10000000, 768 MB left");
    assertThat(pace.text(Lsn.parse("0/20000000"), 7 * SECOND))
        .isEqualTo("replayed up to 0/20000000, 512 MB left, 128 MB/s, 4 s left");
  }

  @Test
  void whoHasComeToTheEndHasNothingLeft() {
    Pace pace = new Pace(Lsn.parse("0/2000000"), SEGMENT_BYTES);

    assertThat(pace.text(Lsn.parse("0/2000100"), 0)).contains(", 0 MB left");
  }

  @Test
  void knowsWhereAWalFileBegins() {
    Pace pace = new Pace(new Lsn(0), SEGMENT_BYTES);

    assertThat(pace.beginOf("0000000300000002000000A1")).isEqualTo(Lsn.parse("2/A1000000"));
  }
}
