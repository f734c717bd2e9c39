package dev.bosai.app.bench.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.lab.postgres.LabServer.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A judge is worth something only if it can say no. */
class RevivalTest {
  private static final List<Long> TRIED = List.of(80L, 200L, 1L);

  @Test
  void aNodeThatStaysFencedAndThenFollowsIsAsItMustBe() {
    assertThat(
            violated(new Revival(0, 1, Role.FENCED, TRIED), new Revival(0, 1, Role.STANDBY, TRIED)))
        .isEmpty();
  }

  @Test
  void aProcessThatWentOnAfterTheFenceIsAViolation() {
    assertThat(violated(new Revival(1, 1, Role.FENCED, TRIED)))
        .containsExactly("no process of the hung primary outlived the fence");
  }

  @Test
  void aStartThatBroughtAServerUpIsAViolationUnlessItFollows() {
    String claim = "its own start command, given twice, brought up nothing that takes writes";

    assertThat(violated(new Revival(0, 0, Role.PRIMARY, TRIED))).containsExactly(claim);
    assertThat(violated(new Revival(0, 1, Role.PRIMARY, TRIED))).containsExactly(claim);
    assertThat(violated(new Revival(0, 0, Role.DOWN, TRIED))).containsExactly(claim);
    assertThat(violated(new Revival(0, 0, Role.STANDBY, TRIED))).isEmpty();
  }

  @Test
  void aClientThatTriedNoMoreIsAViolation() {
    assertThat(violated(new Revival(0, 1, Role.FENCED, List.of(80L, 0L, 1L))))
        .containsExactly("all three clients tried again after each of them");
  }

  private static List<String> violated(Revival... revivals) {
    return Revival.judge(List.of(revivals)).stream()
        .filter(expectation -> !expectation.held())
        .map(Expectation::claim)
        .toList();
  }
}
