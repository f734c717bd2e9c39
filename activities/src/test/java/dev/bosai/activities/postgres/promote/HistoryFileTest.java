package dev.bosai.activities.postgres.promote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.Lsn;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryFileTest {
  @Test
  void theNewestLineSaysWhatTimelineWasLeftAndWhere() {
    assertThat(
            HistoryFile.parse(
                List.of("1\t0/3000148\tno recovery target specified", "", "2\t0/5000000\tby hand")))
        .contains(new HistoryFile(2, Lsn.parse("0/5000000")));
    assertThat(HistoryFile.parse(List.of(""))).isEmpty();
  }
}
