package dev.bosai.activities.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Lsn;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookTest {
  @ParameterizedTest
  @CsvSource({
    "0/3000148, 0/3000148, false, true",
    "0/3000140, 0/3000148, false, false",
    "0/3000148, 0/3000148, true,  false",
    "0/3000180, 0/3000148, true,  true",
    // The headers of a page and of a segment, and a whole record after one.
    "0/3002000, 0/3002018, false, true",
    "0/4000000, 0/4000028, false, true",
    "0/4000000, 0/4000060, false, false",
    "0/3001FD8, 0/3002018, false, false",
  })
  void whereReplayStandsIsToldByItsPosition(Lsn end, Lsn lsn, boolean inclusive, boolean there) {
    assertThat(look(true, true, end).standsAt(lsn, inclusive)).isEqualTo(there);
  }

  @Test
  void whatReplaysOnOrHasEndedStandsNowhere() {
    Lsn lsn = Lsn.parse("0/3000148");

    assertThat(look(true, false, lsn).standsAt(lsn, false)).isFalse();
    assertThat(look(false, false, lsn).standsAt(lsn, false)).isFalse();
    assertThat(look(true, true, null).standsAt(lsn, false)).isFalse();
  }

  private static Look look(boolean inRecovery, boolean paused, @Nullable Lsn end) {
    return new Look(inRecovery, paused, end, null);
  }
}
