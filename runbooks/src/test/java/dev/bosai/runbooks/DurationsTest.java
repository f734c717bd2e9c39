package dev.bosai.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "410, 0.41 s",
    "42300, 42.3 s",
    "594020, 9 min 54 s",
    "600000, 10 min",
    "3720000, 1 h 02 min",
    "-1500, −1.50 s"
  })
  void aSpanIsToldInTheUnitsThatPeopleThinkIn(long millis, String words) {
    assertThat(Durations.words(Duration.ofMillis(millis))).isEqualTo(words);
  }
}
