package dev.bosai.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.run.RunSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReportHtmlTest {
  private static final PlanProof PROOF =
      PlanProof.of(
          SampleRuns.recovered().header().planSha256(),
          SampleRuns.recovered().header().planSha256(),
          SampleRuns.recovered().header().planSha256());

  /** The golden file was looked at in a browser; a change of the page is looked at again. */
  @Test
  void aRecoveryReadsAsTheGoldenPage() throws IOException {
    String page = new ReportHtml(SampleRuns.recovered(), PROOF, SampleRuns.NOW).page();
    Path written = Files.createDirectories(Path.of("target", "reports")).resolve("recovered.html");
    Files.writeString(written, page);

    assertThat(page).as("compare with %s", written).isEqualTo(golden("recovered.html"));
  }

  @Test
  void thePageNeedsNothingButItself() {
    String page = new ReportHtml(SampleRuns.recovered(), PROOF, SampleRuns.NOW).page();

    assertThat(page)
        .doesNotContain("<script", "<link", "<img", "@import", "url(", "http:", "https:");
  }

  @Test
  void aRunThatIsNotRestoredSaysSo() throws IOException {
    String page = new ReportHtml(SampleRuns.waiting(), PROOF, SampleRuns.NOW).page();
    Files.writeString(
        Files.createDirectories(Path.of("target", "reports")).resolve("waiting.html"), page);

    assertThat(page)
        .contains("Not restored yet", "not measured", "A person must decide", "5 min 52 s")
        .contains("<code>bosai retry shop@7f3k --why &quot;…&quot;</code>")
        .doesNotContain("Recovered within");
  }

  @Test
  void theRunThatBringsRedundancyBackIsPartOfThePage() {
    RunSnapshot both = SampleRuns.recovered().with(SampleReprotect.waiting());

    assertThat(new ReportHtml(both, PROOF, SampleRuns.NOW).page())
        .contains("Redundancy, by a run of its own", "Rejoin db1 as a standby")
        .contains("<code>bosai retry shop@7f3k-reprotect --why");
  }

  @Test
  void aRecoveryToAMomentShowsItsTargetAndWhatWasWrittenAfterIt() throws IOException {
    String page = new ReportHtml(SampleTarget.compared(), PROOF, SampleRuns.NOW).page();
    Files.writeString(
        Files.createDirectories(Path.of("target", "reports")).resolve("target.html"), page);

    assertThat(page)
        .contains("<dt>Asked for</dt><dd>transaction 812</dd>", "<dt>Reached</dt><dd>0/5000028")
        .contains("1,203", "<code>/kept/public.notes.csv</code>");
    assertThat(new ReportHtml(SampleTarget.aimed(), PROOF, SampleRuns.NOW).page())
        .contains("<dt>Reached</dt><dd>not yet", "was not compared")
        .doesNotContain("Not compared: ");
  }

  @Test
  void aTableThatCouldNotBeComparedIsNotCalledUnchanged() {
    assertThat(new ReportHtml(SampleTarget.unread(), PROOF, SampleRuns.NOW).page())
        .contains("of all other tables no row", "Not compared: ")
        .contains("<dt>public.harmed</dt><dd>could not open file &quot;base/5/16390&quot;")
        .doesNotContain("the old directory has no row");
  }

  @Test
  void whatARunSaysCannotBecomeMarkup() {
    assertThat(Html.text("<b onclick='x'>&\""))
        .isEqualTo("&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;");
  }

  private static String golden(String name) throws IOException {
    try (var stream = ReportHtmlTest.class.getResourceAsStream("/report/" + name)) {
      return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
