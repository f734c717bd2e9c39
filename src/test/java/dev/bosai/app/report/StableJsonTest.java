package dev.bosai.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.lab.LabFault;
import dev.bosai.app.lab.LabStatus;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.workflows.backup.RenewCards.Renewed;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The fields of docs/json.md, which scripts rely on. */
class StableJsonTest {
  private static final PlanProof PROOF = PlanProof.of("abc", "abc", "abd");

  @Test
  void thePageDescribesEveryFieldOfAStatusAndNoOther() throws IOException {
    DocumentedJson page = DocumentedJson.of("`bosai status RUN --json`");

    page.assertDescribes(status(SampleRuns.waiting().with(SampleReprotect.waiting())));
  }

  @Test
  void thePageDescribesEveryFieldOfAReportAndNoOther() throws IOException {
    RunSnapshot done = SampleRuns.recovered();
    RunSnapshot waits = SampleRuns.waiting().with(SampleReprotect.waiting());
    RunSnapshot all =
        new RunSnapshot(
            done.workflowId(),
            done.runId(),
            waits.header(),
            done.steps(),
            done.decisions(),
            done.measured(),
            SampleTarget.compared().pointInTime(),
            done.request(),
            waits.reprotect());

    DocumentedJson.of("`bosai status RUN --json`", "`bosai report RUN --json`")
        .assertDescribes(report(all));
  }

  @Test
  void thePageDescribesTheLab() throws IOException {
    LabStatus lab =
        new LabStatus(
            "lab",
            "/lab/bosai.yaml",
            new LabStatus.Temporal("127.0.0.1:27031", "http://127.0.0.1:27032"),
            new LabStatus.Route("127.0.0.1", 27_000, "shop", "shop"),
            "/lab/ledger.jsonl",
            List.of(new LabStatus.Node("db1", "tokyo", "down", "127.0.0.1", 1, null, "/db1", "")),
            List.of(new LabStatus.Worker("tokyo", 7)),
            List.of(new LabStatus.Other("router", 8)));
    LabFault.Done done = new LabFault.Done("kill-primary", "db1", SampleRuns.NOW, List.of(7L));

    JsonNode printed = json(new Json().line(lab));

    DocumentedJson.of("`bosai lab status --json`").assertDescribes(printed);
    assertThat(printed.at("/nodes/0/pid").isNull()).as("left out").isTrue();
    DocumentedJson.of("`bosai lab break FAULT --json`")
        .assertDescribes(json(new Json().line(done)));
  }

  @Test
  void thePageDescribesRenewedCards() throws IOException {
    Renewed renewed = new Renewed(Map.of("db1", "/db1.bosai/card.json"), Map.of("db2", "away"));

    DocumentedJson.of("`bosai node cards --json`")
        .assertDescribes(json(new Json().line(new NodeJson.Cards("lab", "main", renewed))));
  }

  @Test
  void aDoneRunsStatusHasEveryField() throws IOException {
    JsonNode status = status(SampleRuns.recovered());

    assertThat(names(status))
        .contains(
            "run",
            "runbook",
            "level",
            "state",
            "step",
            "needs",
            "clock",
            "protection",
            "restoredAt",
            "steps")
        .contains(
            "workflowId", "runId", "title", "sentence", "startedAt", "startedBy", "endedAt", "end")
        .contains("planSha256", "reprotect", "reason", "acceptedLossMs");
    assertThat(status.get("run").asText()).isEqualTo("shop@7f3k");
    assertThat(status.get("level").asText()).isEqualTo("L2");
    assertThat(status.get("state").asText()).isEqualTo("done");
    assertThat(status.get("step").isNull()).isTrue();
    assertThat(status.get("needs").isNull()).isTrue();
    assertThat(status.get("protection").asText()).isEqualTo("exposed");
    assertThat(status.get("restoredAt").asText()).isEqualTo("2026-11-23T03:14:48.410Z");
  }

  @Test
  void theClockStopsWhenTheServiceAnswersAgain() throws IOException {
    JsonNode clock = status(SampleRuns.recovered()).get("clock");

    assertThat(clock)
        .isEqualTo(
            json(
                "{\"startedAt\":\"2026-11-23T03:14:07.200Z\",\"startedFrom\":\"probe\",\"rtoMs\":3600000,\"elapsedMs\":41210}"));
    assertThat(status(SampleRuns.waiting()).at("/clock/elapsedMs").asLong())
        .as("until now")
        .isEqualTo(352_800);
  }

  @Test
  void aWaitingRunSaysWhatItNeeds() throws IOException {
    JsonNode needs = status(SampleRuns.waiting()).get("needs");

    assertThat(names(needs))
        .contains("id", "decision", "by", "until", "choices", "facts", "factsHash", "text");
    assertThat(needs.get("id").asText()).isEqualTo("fence-1");
    assertThat(needs.get("decision").asText()).isEqualTo("repair");
    assertThat(needs.get("until").isNull()).as("a repair is handed to nobody").isTrue();
    assertThat(needs.get("choices")).isEqualTo(json("[\"retry\",\"abort\"]"));
    assertThat(names(needs.get("facts"))).containsExactly("step", "failure", "tried");
  }

  @Test
  void anApprovalSaysWhoIsAskedAndUntilWhen() throws IOException {
    JsonNode needs = status(SampleApproval.asking()).get("needs");

    assertThat(needs.get("by").asText()).isEqualTo("commander");
    assertThat(needs.get("until").asText()).isEqualTo("2026-11-23T03:24:31.430Z");
    assertThat(needs.at("/facts/candidate").asText()).isEqualTo("db2");
  }

  @Test
  void theRunThatBringsRedundancyBackIsShownWithItsSteps() throws IOException {
    RunSnapshot both = SampleRuns.recovered().with(SampleReprotect.waiting());

    JsonNode reprotect = report(both).get("reprotect");

    assertThat(names(reprotect))
        .contains("run", "state", "step", "protection", "sentence", "needs", "steps");
    assertThat(names(reprotect.at("/steps/0"))).isEqualTo(names(status(both).at("/steps/0")));
    assertThat(reprotect.at("/needs/choices")).isEqualTo(json("[\"retry\",\"abort\"]"));
    assertThat(report(both).at("/reprotectEvidence/rejoin/node").asText()).isEqualTo("db1");
    assertThat(report(SampleRuns.recovered()).get("reprotectEvidence").isNull()).isTrue();
  }

  @Test
  void aStepHasEveryField() throws IOException {
    JsonNode steps = status(SampleRuns.recovered()).get("steps");

    assertThat(names(steps.get(0)))
        .contains(
            "id",
            "kind",
            "title",
            "state",
            "attempts",
            "startedAt",
            "endedAt",
            "sentence",
            "waitedMs");
    assertThat(steps.get(1).get("waitedMs").asLong()).isEqualTo(13_870);
    assertThat(steps.get(5).get("state").asText()).isEqualTo("not-needed");
  }

  @Test
  void anOpenWaitIsPeoplesTimeAlready() throws IOException {
    assertThat(status(SampleRuns.waiting()).at("/steps/1/waitedMs").asLong()).isEqualTo(318_500);
    assertThat(report(SampleRuns.waiting()).at("/times/decideMs").asLong()).isEqualTo(318_500);
    assertThat(report(SampleRuns.waiting()).at("/times/actMs").asLong()).isEqualTo(10_460);
  }

  @Test
  void aReportIsAStatusAndMore() throws IOException {
    JsonNode report = report(SampleRuns.recovered());

    assertThat(names(report))
        .containsAll(names(status(SampleRuns.recovered())))
        .contains("measured", "objectives", "times", "decisions", "evidence", "plan");
    assertThat(names(report.get("measured")))
        .contains("outageMs", "lastWriteBefore", "firstWriteAfter", "source", "loss");
    assertThat(names(report.at("/measured/loss/0")))
        .contains(
            "source", "scope", "count", "from", "to", "lossMs", "ids", "idsFile", "sha256", "text");
    assertThat(report.at("/measured/loss/0/count").asLong()).isEqualTo(23);
    assertThat(report.at("/decisions/0"))
        .isEqualTo(
            json(
                "{\"at\":\"2026-11-23T03:14:45.300Z\",\"who\":\"ken\",\"what\":\"approve approve\",\"why\":\"0.4 s is nothing\",\"signed\":false}"));
    assertThat(report.at("/evidence/fence/proof").asText()).isEqualTo("NodeDown");
  }

  @Test
  void objectivesAreJudgedByWhatWasMeasured() throws IOException {
    assertThat(report(SampleRuns.recovered()).get("objectives"))
        .isEqualTo(
            json(
                "{\"rtoMs\":3600000,\"rpoMs\":900000,\"rtoMet\":true,\"rpoMet\":true,\"rtoJudgedBy\":\"probe\","
                    + "\"judgedOutageMs\":40910,\"judgedLossMs\":380}"));
  }

  @Test
  void whatNobodyMeasuredIsNullAndNotMet() throws IOException {
    JsonNode report = report(SampleRuns.waiting());

    assertThat(report.get("measured").isNull()).isTrue();
    assertThat(report.at("/objectives/rtoMet").isNull()).isTrue();
    assertThat(report.at("/objectives/rpoMet").isNull()).isTrue();
  }

  @Test
  void whatCouldNotBeComparedIsNotMissing() throws IOException {
    assertThat(report(SampleTarget.unread()).get("notCompared"))
        .isEqualTo(json("{\"public.harmed\":\"could not open file \\\"base/5/16390\\\"\"}"));
    assertThat(report(SampleTarget.compared()).get("notCompared")).isEmpty();
    assertThat(report(SampleTarget.aimed()).get("notCompared").isNull()).isTrue();
  }

  @Test
  void aPlanIsVerifiedOnlyIfAllThreeDigestsAgree() throws IOException {
    assertThat(report(SampleRuns.recovered()).get("plan"))
        .isEqualTo(
            json(
                "{\"sha256\":\"abc\",\"inHistory\":\"abc\",\"recomputed\":\"abd\",\"verified\":false}"));
  }

  private static JsonNode status(RunSnapshot run) throws IOException {
    return json(new Json().line(StatusJson.of(run, SampleRuns.NOW)));
  }

  private static JsonNode report(RunSnapshot run) throws IOException {
    return json(new Json().line(ReportJson.of(run, PROOF, SampleRuns.NOW)));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new java.util.ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
