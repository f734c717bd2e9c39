package dev.bosai.workflows.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WatchedTest {
  private static final Instant NIGHT = Instant.parse("2026-11-25T02:15:00Z");
  private static final List<String> OLD = List.of("the newest proof is 27 h old");

  @Test
  void an_alarm_is_told_once_and_again_after_six_hours() {
    Watched told = Watched.told(OLD, NIGHT);

    assertThat(Watched.NOTHING.mustTell(OLD, NIGHT)).isTrue();
    assertThat(told.mustTell(OLD, NIGHT.plus(Duration.ofMinutes(345)))).isFalse();
    assertThat(told.mustTell(OLD, NIGHT.plus(Duration.ofHours(6)))).isTrue();
  }

  @Test
  void the_same_alarm_with_a_greater_age_is_the_same_alarm() {
    Watched told = Watched.told(OLD, NIGHT);

    assertThat(told.mustTell(List.of("the newest proof is 28 h old"), NIGHT.plusSeconds(900)))
        .isFalse();
  }

  @Test
  void another_lost_segment_is_another_alarm() {
    Watched told = Watched.told(List.of("\"000000010000000000000007\" is missing"), NIGHT);

    assertThat(
            told.mustTell(
                List.of("\"000000010000000000000008\" is missing"), NIGHT.plusSeconds(900)))
        .isTrue();
  }

  @Test
  void an_alarm_that_went_and_came_back_is_told_anew() {
    Watched gone = Watched.told(List.of("a gap", "no proof"), NIGHT).seen(List.of("no proof"));

    assertThat(gone.mustTell(List.of("no proof"), NIGHT.plusSeconds(900))).isFalse();
    assertThat(gone.mustTell(List.of("no proof", "a gap"), NIGHT.plusSeconds(900))).isTrue();
  }

  @Test
  void only_what_was_told_can_be_over() {
    assertThat(Watched.NOTHING.over(List.of())).isFalse();
    assertThat(Watched.told(OLD, NIGHT).over(List.of())).isTrue();
    assertThat(Watched.told(OLD, NIGHT).over(OLD)).isFalse();
  }
}
