package dev.bosai.app.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.report.SampleApproval;
import dev.bosai.app.report.SampleReprotect;
import dev.bosai.app.report.SampleRuns;
import dev.bosai.app.report.SampleTarget;
import dev.bosai.app.run.RunSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static final StatusText PLAIN = new StatusText(new Style(false), 100);

  @Test
  void aWaitingRunSaysWhatIsNeededAndWhatToType() {
    List<String> lines = PLAIN.lines(SampleRuns.waiting(), SampleRuns.NOW);

    assertThat(lines.get(0))
        .startsWith(
            "shop@7f3k waiting: step \"fence\" failed: no proof that \"db1\" cannot write:");
    assertThat(String.join("\n", lines)).as("the question").containsOnlyOnce("\"fence\" failed:");
    assertThat(lines)
        .anyMatch(line -> line.contains("5 min 52 s of 1 h, 54 min 07 s left"))
        .contains("needs repair")
        .anyMatch(
            line -> line.matches("    tried +method \"node\": on the host of \"db1\", by a .*"))
        .containsSequence(
            "type one of",
            "  bosai retry shop@7f3k --why \"…\"  try \"fence\" again, its cause mended",
            "  bosai abort shop@7f3k --why \"…\"  end the run; \"bosai plan\" names how");
  }

  @Test
  void aQuestionSaysWhoIsAskedAndWhenItIsHandedOn() {
    assertThat(PLAIN.lines(SampleApproval.asking(), SampleRuns.NOW))
        .contains("needs approve by commander, handed on at 03:24:31Z (in 4 min 31 s)")
        .anyMatch(line -> line.matches("    loss_bound +about 0.4 s of writes .*"))
        .anyMatch(line -> line.matches("  bosai approve shop@7f3k --why \"…\" +yes, go on"));
  }

  @Test
  void aFailureWithAHintTearsNoTableAndIsToldOnce() {
    RunSnapshot run = SampleRuns.waiting();

    String text = String.join("\n", PLAIN.lines(run, SampleRuns.NOW));

    assertThat(text).containsOnlyOnce("HINT: start a worker").doesNotContain("    failure");
    assertThat(text).containsPattern("(?m)^  fence +waiting .*no proof that \"db1\" cannot");
    assertThat(Changes.between(null, run, SampleRuns.NOW))
        .allMatch(line -> line.lines().count() == 1)
        .anyMatch(line -> line.contains("took up \"Fence\" within 10 s – HINT: start a worker of"));
  }

  @Test
  void aRecoveryToAMomentSaysWhereItEndedAndWhatWasWrittenAfterIt() {
    assertThat(PLAIN.lines(SampleTarget.compared(), SampleRuns.NOW))
        .anyMatch(line -> line.matches("  asked for +transaction 812"))
        .anyMatch(line -> line.matches("  reached +0/5000028"))
        .anyMatch(line -> line.endsWith("in 2 tables 1,210 inserted, 2 updated, 1 deleted"));
    assertThat(new ReportText(new Style(false), 100).lines(SampleTarget.compared(), SampleRuns.NOW))
        .containsSequence(
            "written after the target",
            "  public.notes   7 inserted, 0 updated, 0 deleted; review /kept/public.notes.csv",
            "  public.orders  1,203 inserted, 2 updated, 1 deleted; review /kept/public.orders.csv");
  }

  @Test
  void aTableThatCouldNotBeComparedIsNamed() {
    assertThat(PLAIN.lines(SampleTarget.unread(), SampleRuns.NOW))
        .anyMatch(line -> line.endsWith("  no row of another table was written"))
        .anyMatch(line -> line.matches("  not compared +public.harmed: could not open file .*"));
  }

  @Test
  void aDoneRunsClockStandsStill() {
    List<String> later = PLAIN.lines(SampleRuns.recovered(), SampleRuns.NOW.plusSeconds(3600));

    assertThat(later).isEqualTo(PLAIN.lines(SampleRuns.recovered(), SampleRuns.NOW));
    assertThat(later.get(0)).isEqualTo("shop@7f3k done: every step has ended");
  }

  @Test
  void aLongResultGoesOnBelowWhereThereIsRoomAndIsCutWhereThereIsNot() {
    StatusText narrow = new StatusText(new Style(false), 60);

    assertThat(narrow.lines(SampleRuns.recovered(), SampleRuns.NOW))
        .allMatch(line -> line.length() <= 60)
        .anyMatch(line -> line.strip().equals("most 0.4 s"))
        .noneMatch(line -> line.contains("…"));
    assertThat(narrow.brief(SampleRuns.recovered(), SampleRuns.NOW))
        .hasSizeLessThan(narrow.lines(SampleRuns.recovered(), SampleRuns.NOW).size())
        .anyMatch(line -> line.endsWith("…"));
  }

  @Test
  void aRunThatBringsRedundancyBackIsShownWithItsStepsAndWhatItNeeds() {
    RunSnapshot both = SampleRuns.recovered().with(SampleReprotect.waiting());

    List<String> lines = PLAIN.lines(both, SampleRuns.NOW);

    assertThat(lines)
        .contains("shop@7f3k-reprotect waiting: step \"rejoin\" failed: the disk is full")
        .anyMatch(line -> line.matches("  rejoin +waiting .*"))
        .anyMatch(line -> line.startsWith("  bosai retry shop@7f3k-reprotect --why"));
    assertThat(NextLine.of(both)).as("what to type stands above").isEmpty();
  }

  @Test
  void theNextThingToDoFollowsFromWhereTheRunsStand() {
    assertThat(NextLine.of(SampleRuns.waiting())).isEmpty();
    assertThat(NextLine.of(SampleRuns.recovered()))
        .contains("next: bosai report shop@7f3k --html report.html");
  }

  @Test
  void whatHappenedIsToldInItsOwnOrderWithItsOwnTime() {
    List<String> lines = Changes.between(null, SampleRuns.recovered(), SampleRuns.NOW);

    assertThat(lines).extracting(line -> line.substring(0, 9)).isSorted();
    assertThat(lines.get(0)).startsWith("03:14:31Z shop@7f3k assess done");
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("03:14:52Z shop@7f3k done: every step has ended");
  }

  @Test
  void noLineIsWiderThanAHundredColumnsAndNoneHoldsAColourUnlessAsked() {
    assertThat(PLAIN.lines(SampleRuns.recovered(), SampleRuns.NOW))
        .allMatch(line -> line.length() <= 100)
        .noneMatch(line -> line.indexOf('\u001b') >= 0);
    assertThat(new StatusText(new Style(true), 100).lines(SampleRuns.waiting(), SampleRuns.NOW))
        .anyMatch(line -> line.indexOf('\u001b') >= 0);
  }

  @Test
  void whatChangedIsToldOnce() {
    assertThat(Changes.between(SampleRuns.waiting(), SampleRuns.waiting(), SampleRuns.NOW))
        .isEmpty();
    assertThat(Changes.between(SampleRuns.waiting(), SampleRuns.recovered(), SampleRuns.NOW))
        .anyMatch(line -> line.contains("fence done after 0.44 s: \"db1\" cannot write"))
        .contains("03:14:45Z shop@7f3k ken decided: approve – 0.4 s is nothing")
        .anyMatch(line -> line.endsWith("done: every step has ended"));
  }
}
