package dev.bosai.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.view.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kept report must not send an auditor to a place that is gone. */
class KeptReportTest {
  private static final PlanProof PROOF = PlanProof.of("abc", "abc", "abc");

  @TempDir private Path folder;
  private Path list;
  private Path kept;

  @BeforeEach
  void makeAList() throws IOException {
    list = Files.writeString(folder.resolve("lost-commits.jsonl"), "741\n742\n");
    kept = folder.resolve("reports/shop-7f3k");
  }

  @Test
  void bothDocumentsNameTheCopyOfTheListBesideThem() throws IOException {
    new KeptReport(kept).keep(listedIn(list.toString()), PROOF, SampleRuns.NOW);

    Path copy = kept.resolve("wal-lost-commits.jsonl");
    assertThat(copy).hasSameTextualContentAs(list);
    JsonNode json = new ObjectMapper().readTree(kept.resolve("report.json").toFile());
    assertThat(json.at("/measured/loss/0/idsFile").asText()).isEqualTo(copy.toString());
    assertThat(kept.resolve(KeptReport.PAGE))
        .content()
        .contains(copy.toString())
        .doesNotContain(list.toString());
  }

  @Test
  void aListOnAnotherHostKeepsItsPlace() throws IOException {
    new KeptReport(kept).keep(listedIn("/elsewhere/lost.jsonl"), PROOF, SampleRuns.NOW);

    assertThat(kept.resolve(KeptReport.PAGE)).content().contains("/elsewhere/lost.jsonl");
  }

  private static RunSnapshot listedIn(String file) {
    RunSnapshot run = SampleRuns.recovered();
    Measured measured = run.measured();
    assertThat(measured).isNotNull();
    LossFound wal = measured.loss().get(0).listedIn(file);
    return run.measuredAs(
        new Measured(
            measured.outageMs(),
            measured.lastWriteBefore(),
            measured.firstWriteAfter(),
            measured.source(),
            List.of(wal, measured.loss().get(1))));
  }
}
