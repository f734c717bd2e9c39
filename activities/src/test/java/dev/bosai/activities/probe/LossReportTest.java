package dev.bosai.activities.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.workflows.port.LossFound;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LossReportTest {
  private static final LostIds.Kept NO_FILE = new LostIds.Kept("", "");
  private static final Lost THREE =
      new Lost(List.of(7L, 8L, 9L), HandMade.at(1_000), HandMade.at(1_200));

  @Test
  void itSaysWhatTheProbeSawAndWhatItDidNot() {
    LossFound found = report(2_033).of(THREE, HandMade.at(1_300), NO_FILE);

    assertThat(found.lossMs()).isEqualTo(300);
    assertThat(found.text())
        .isEqualTo(
            "3 probe rows (0.3 s of acknowledged writes); about 610 transactions at the last known"
                + " rate; exact when the old disk can be read");
  }

  @Test
  void itNeverCallsProbeRowsAllThatWasLost() {
    assertThat(report(0).of(THREE, HandMade.at(1_300), NO_FILE).text())
        .isEqualTo(
            "3 probe rows (0.3 s of acknowledged writes); rate of all transactions unknown; exact"
                + " when the old disk can be read");
  }

  @Test
  void aSingleLostRowStandsForUpToOneInterval() {
    Lost one = new Lost(List.of(7L), HandMade.at(1_000), HandMade.at(1_000));

    LossFound found = report(1_000).of(one, HandMade.at(1_000), NO_FILE);

    assertThat(found.lossMs()).isZero();
    assertThat(found.text()).startsWith("1 probe row (0.0 s").contains("about 100 transactions");
  }

  @Test
  void noMissingRowIsNotCalledNoLoss() {
    LossFound found =
        report(1_000).of(new Lost(List.of(), null, null), HandMade.at(1_300), NO_FILE);

    assertThat(found.count()).isZero();
    assertThat(found.lossMs()).isZero();
    assertThat(found.text()).startsWith("no acknowledged probe row is missing");
  }

  @Test
  void theFirstThousandIdsStandInline() {
    List<Long> ids = LongStream.rangeClosed(1, 5_000).boxed().toList();

    LossFound found =
        report(0)
            .of(
                new Lost(ids, HandMade.at(0), HandMade.at(9)),
                HandMade.at(9),
                new LostIds.Kept("/ledger/lost-x.ids", "abc"));

    assertThat(found.count()).isEqualTo(5_000);
    assertThat(found.ids()).hasSize(1_000).startsWith("1", "2").endsWith("1000");
    assertThat(found.idsFile()).isEqualTo("/ledger/lost-x.ids");
  }

  private static LossReport report(double rate) {
    return new LossReport(Duration.ofMillis(100), rate);
  }
}
