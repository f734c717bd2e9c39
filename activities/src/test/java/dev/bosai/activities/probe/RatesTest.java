package dev.bosai.activities.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesTest {
  @TempDir Path folder;

  @Test
  void theRateBeforeAPromotionOutlivesTheRateAfterIt() {
    Rates rates = new Rates(List.of()).with(rate(1, 600)).with(rate(1, 610)).with(rate(2, 30));

    assertThat(rates.before(2)).isEqualTo(610);
    assertThat(rates.newest()).isEqualTo(30);
    assertThat(rates.before(1)).isZero();
  }

  @Test
  void theFileIsReadAsItWasWritten() throws IOException {
    Rates rates = new Rates(List.of()).with(rate(3, 12.5));

    rates.write(folder.resolve("rate.json"));

    assertThat(Rates.read(folder.resolve("rate.json"))).isEqualTo(rates);
  }

  private static Rates.Rate rate(int timeline, double perSecond) {
    return new Rates.Rate(timeline, "2026-11-23T00:00:00Z", perSecond);
  }
}
