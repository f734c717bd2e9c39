package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.cli.Bosai.Said;
import dev.bosai.app.report.DocumentedJson;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A commander's night, command by command, against a Temporal for unit tests. */
@Timeout(30)
class RunCommandsTest {
  @TempDir Path folder;
  private RunServer server;
  private Bosai bosai;

  @BeforeEach
  void open() throws IOException {
    server = new RunServer();
    server.writeFiles(folder);
    bosai = new Bosai(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aSystemWithoutRunsSaysSoAndHowToStartOne() {
    Said said = bosai.run("status", "shop");

    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err()).contains("system \"shop\" has no run", "HINT: start one with");
  }

  @Test
  void aStartedRunCanBeReadBeforeAnyWorkerHasSeenIt() throws IOException {
    Said started = start();
    Said status = bosai.run("status", "shop", "--json");

    JsonNode start = json(started);
    DocumentedJson.of("`bosai start … --json`").assertDescribes(start);
    assertThat(start.get("workflowId").asText()).isEqualTo("recovery/shop");
    assertThat(start.get("ui").asText())
        .isEqualTo(
            "http://127.0.0.1:"
                + (server.port() + 1000)
                + "/namespaces/default/workflows/recovery%2Fshop/"
                + start.get("runId").asText()
                + "/user-metadata");
    assertThat(status.code()).isZero();
    assertThat(json(status).get("run")).isEqualTo(start.get("run"));
    assertThat(json(status).get("state").asText()).isEqualTo("running");
    assertThat(json(status).get("steps")).hasSize(2);
  }

  @Test
  void whoStartedItAndWhyIsKeptForWhoeverReadsTheRun() throws IOException {
    start("--who", "ken", "--reason", "power loss in tokyo", "--accept-loss", "20s");

    JsonNode status = json(bosai.run("status", "shop", "--json"));
    Said text = bosai.run("report", "shop");

    assertThat(status.get("startedBy").asText()).isEqualTo("ken");
    assertThat(status.get("reason").asText()).isEqualTo("power loss in tokyo");
    assertThat(status.get("acceptedLossMs").asLong()).isEqualTo(20_000);
    assertThat(text.out())
        .contains(" by ken: power loss in tokyo\n")
        .contains("ken: start, accepting a loss of up to 20.0 s – power loss in tokyo (declared)");
  }

  @Test
  void whatEndsALookIsTheNextThingToType() {
    server.startWorker("shop");
    start("--wait");
    String waiting = bosai.run("status", "shop").out();
    bosai.run("abort", "shop", "--why", "false alarm", "--yes");
    bosai.run("watch", "shop", "--keep-waiting");
    String aborted = bosai.run("status", "shop").out();

    assertThat(waiting.lines().reduce((a, b) -> b).orElseThrow()).startsWith("  bosai abort shop@");
    assertThat(aborted)
        .contains("unchanged – the primary, its standbys and the route are as they were")
        .endsWith("\nnext: bosai start by-hand --system shop when the reason is gone\n");
  }

  @Test
  void aSecondStartIsRefusedAndToldWhoHoldsTheSystem() throws IOException {
    String run = json(start()).get("run").asText();

    Said second = start();

    assertThat(second.code()).isEqualTo(4);
    assertThat(json(second.err()).at("/error/message").asText())
        .contains("system \"shop\" is held by run \"" + run + "\"", "started by \"aya\" at ");
    assertThat(second.out()).isEmpty();
  }

  @Test
  void startAsksAndANoStartsNothing() {
    Said said = bosai.typing("n").run("start", "by-hand.yaml", "--system", "shop");

    assertThat(said.code()).isEqualTo(4);
    assertThat(said.err()).contains("accepting a loss of up to 30.0 s? [y/N]", "nothing was done");
    assertThat(bosai.run("status", "shop").code()).isEqualTo(4);
  }

  @Test
  void theIncidentsBeginningNeedsAZone() {
    Said said =
        bosai.run(
            "start",
            "by-hand.yaml",
            "--system",
            "shop",
            "--yes",
            "--incident-began",
            "2026-11-23T03:14:07");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("is not a time with a zone", "2026-11-23T03:14:07+09:00");
  }

  @Test
  void aRunIsAnsweredStepByStepUntilItIsDone() throws IOException {
    server.startWorker("shop");
    JsonNode waiting =
        json(
            bosai
                .run("start", "by-hand.yaml", "--system", "shop", "--yes", "--json", "--wait")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow());
    assertThat(waiting.get("state").asText()).isEqualTo("waiting");
    assertThat(waiting.at("/needs/choices"))
        .extracting(JsonNode::asText)
        .contains("approve", "skip");

    Said retried = bosai.run("retry", "shop", "--why", "again", "--yes");
    assertThat(retried.code()).isEqualTo(4);
    assertThat(retried.err()).contains("\"retry\" does not answer", "bosai approve shop@");

    Said first = bosai.run("approve", "shop", "--why", "pulled", "--who", "ken", "--yes");
    String next = "next: bosai watch " + waiting.get("run").asText() + "\n";
    assertThat(first).isEqualTo(new Said(0, "accepted: approve, for step \"first\"\n" + next, ""));
    String prompt =
        json(bosai.run("watch", "shop", "--json").out().lines().toList().get(0))
            .at("/needs/id")
            .asText();
    assertThat(bosai.run("approve", "shop", "--yes", "--why", "x", "--prompt", "old").code())
        .isEqualTo(4);
    assertThat(bosai.run("approve", "shop", "--yes", "--why", "x", "--prompt", prompt).code())
        .isZero();

    Said watched = bosai.run("watch", "shop");
    assertThat(watched.code()).isZero();
    assertThat(watched.out())
        .contains("ken decided: approve first – pulled", "done: every step has ended");
    assertThat(bosai.run("report", "shop", "--json").code()).isZero();
  }

  @Test
  void whatScriptsReadOfAPlanAndOfAnAnswerIsDocumented() throws IOException {
    server.startWorker("shop");
    start("--wait");

    DocumentedJson.of("`bosai plan RUNBOOK --json`")
        .assertDescribes(json(bosai.run("plan", "by-hand.yaml", "--system", "shop", "--json")));
    DocumentedJson.of("`bosai approve|reject|retry|skip|abort|pause|resume RUN --json`")
        .assertDescribes(
            json(bosai.run("approve", "shop", "--yes", "--why", "pulled out", "--json")));
  }

  @Test
  void anAbortedRunEndsWithItsNamedEndAndCodeThree() throws IOException {
    server.startWorker("shop");
    start("--wait");
    assertThat(bosai.run("abort", "shop", "--yes").code()).as("without a reason").isEqualTo(1);

    Said aborted = bosai.run("abort", "shop", "--why", "false alarm", "--yes");
    Said watched = bosai.run("watch", "shop", "--keep-waiting");
    Said status = bosai.run("status", "shop", "--json");

    assertThat(aborted.code()).isZero();
    assertThat(watched.code()).isEqualTo(3);
    assertThat(json(status).get("state").asText()).isEqualTo("aborted");
    assertThat(json(status).get("end").asText()).isEqualTo("unchanged");
    assertThat(bosai.run("approve", "shop", "--yes").err()).contains("has ended: aborted");
  }

  @Test
  void whereNobodySitsWatchEndsWithWhatToType() {
    server.startWorker("shop");
    start("--wait");

    Said said = bosai.run("watch", "shop");

    assertThat(said.code()).isEqualTo(5);
    assertThat(said.out()).contains("type: bosai approve shop@");
  }

  @Test
  void onATerminalAnAnswerIsShownAndAskedFor() {
    server.startWorker("shop");
    start("--wait");

    Said said = bosai.typing("the plug is out", "y").run("approve", "shop");

    assertThat(said.code()).isZero();
    assertThat(said.err())
        .contains("done by hand? Pull the plug", "instructions: Pull it.", "why:");
  }

  @Test
  void aReportProvesWhichPlanRan() throws IOException {
    start();

    JsonNode report = json(bosai.run("report", "shop", "--json", "--html", "out/report.html"));

    assertThat(report.at("/plan/verified").asBoolean()).isTrue();
    assertThat(folder.resolve("out/report.html")).content().contains("Recovery report", "verified");
  }

  @Test
  void aServiceThatDoesNotAnswerIsNamedAndThePrintedWayOffered() {
    server.close();

    Said said = bosai.run("status", "shop");

    assertThat(said.code()).isEqualTo(30);
    assertThat(said.err())
        .contains(
            "temporal at \"127.0.0.1:" + server.port() + "\" does not answer",
            "bosai runbook print");
  }

  private Said start(String... more) {
    String[] args = {"start", "by-hand.yaml", "--system", "shop", "--yes", "--json"};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return bosai.run(all);
  }

  private static JsonNode json(Said said) throws IOException {
    return json(said.out());
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
