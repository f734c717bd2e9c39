package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.drill.StuckRoute;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.LabStatus;
import dev.bosai.app.lab.daemon.LabDaemons;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.TemporalService;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A step fails for good: the run waits for a person, says what they can do, and goes on after. */
class StuckStepIT {
  private static final int BASE = 26_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String BY_HAND =
      """
      runbook: by-hand
      title: Do it by hand
      level: L1
      objectives: {rto: 15m, rpo: 0s}
      steps:
        - manual: {id: first, title: Pull the plug, instructions: Pull it.}
      """;

  @TempDir private Path folder;
  private LabDrill drill;

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void aRunThatIsStuckWaitsForAPersonAndGoesOnWhenTheCauseIsGone() throws IOException {
    drill = LabDrill.up(folder.resolve("home"), BASE);
    StuckRoute cause = StuckRoute.of(drill);
    drill.killPrimary();

    Said stuck = drill.promote();

    assertThat(stuck.exit()).as(stuck.toString()).isEqualTo(5);
    assertThat(stuck.json().get("step").asText()).as(stuck.toString()).isEqualTo("repoint");
    String run = stuck.json().get("run").asText();
    theRunSaysWhatAPersonCanDo();
    theWebUiSaysItToo(run);
    aSecondStartIsRefusedAndNamesTheHolder(run);
    killAllWorkers();
    theRunSaysWhatAPersonCanDo();
    soonTheRunSaysThatNobodyCarriesItOn();

    Said up = drill.bosai("lab", "up");
    assertThat(up.exit()).as(up.toString()).isZero();
    cause.mend();
    Said retried = drill.bosai("retry", "lab", "--system", file(), "--why", "disk mended", "--yes");

    assertThat(retried.exit()).as(retried.toString()).isZero();
    theRunEndsDone(run);
    theReportListsTheDecision(run);
    aLaterRunLeavesItReadableByItsOwnName(run);
  }

  private void theRunSaysWhatAPersonCanDo() {
    Said text = drill.bosai("status", "lab", "--system", file());
    assertThat(text.exit()).isEqualTo(5);
    assertThat(text.out()).contains("repoint", "bosai retry lab", "bosai abort lab");
    Said status = drill.status("lab");
    assertThat(status.exit()).isEqualTo(5);
    JsonNode needs = status.json().get("needs");
    assertThat(needs.get("decision").asText()).isEqualTo("repair");
    assertThat(needs.get("choices").toString()).contains("retry", "abort");
    assertThat(needs.get("facts").get("failure").asText()).isNotBlank();
  }

  /** What the page shows is read from where the page reads it. */
  private void theWebUiSaysItToo(String run) {
    TemporalService place =
        new TemporalService(drill.look().temporal().address(), LabDaemons.NAMESPACE, "");
    try (TemporalConnection temporal = TemporalConnection.open(place, TemporalAccess.plain())) {
      String waiting = "BosaiSystem = 'lab' AND BosaiState = 'waiting' AND BosaiNeedsHuman = true";
      assertThat(
              Await.until(() -> temporal.client().listExecutions(waiting).count() == 1, PATIENCE))
          .as("the list of runs that wait for a person")
          .isTrue();
      WorkflowStub stub = temporal.client().newUntypedWorkflowStub("recovery/lab");
      assertThat(
              stub.query("__temporal_workflow_metadata", WorkflowMetadata.class)
                  .getCurrentDetails())
          .contains("A person must decide", "bosai retry " + run, "bosai abort " + run);
    }
  }

  /** A long poll lasts a minute, so that a worker may be silent for as long and still live. */
  private void soonTheRunSaysThatNobodyCarriesItOn() {
    boolean said =
        Await.until(
            () -> drill.bosai("status", "lab", "--system", file()).err().contains("no worker"),
            PATIENCE);
    assertThat(said).as("says that no worker polls").isTrue();
  }

  private void aSecondStartIsRefusedAndNamesTheHolder(String run) {
    Said second = drill.promote();

    assertThat(second.exit()).isEqualTo(4);
    assertThat(second.err()).contains(run, "repoint", "aya");
  }

  private void killAllWorkers() {
    List<ProcessIdentity> workers =
        drill.look().workers().stream()
            .map(LabStatus.Worker::pid)
            .flatMap(pid -> ProcessIdentity.of(pid).stream())
            .toList();
    assertThat(workers).hasSize(2);
    ProcessIdentity.signal("KILL", workers);
    Await.until(() -> workers.stream().noneMatch(ProcessIdentity::alive), PATIENCE);
    assertThat(drill.look().workers()).isEmpty();
  }

  private void theRunEndsDone(String run) {
    assertThat(Await.until(() -> ended(drill.status(run).json()), PATIENCE)).isTrue();
    JsonNode status = drill.status(run).json();
    assertThat(status.get("state").asText()).isEqualTo("done");
    assertThat(status.get("protection").asText()).isEqualTo("protected");
  }

  private static boolean ended(JsonNode status) {
    return status.get("state").asText().equals("done")
        && status.at("/reprotect/state").asText().equals("done");
  }

  private void theReportListsTheDecision(String run) {
    JsonNode report = drill.json("report", run, "--system", file(), "--json");
    JsonNode decision = report.get("decisions").get(0);
    assertThat(decision.get("who").asText()).isEqualTo("aya");
    assertThat(decision.get("what").asText()).contains("retry");
    assertThat(decision.get("why").asText()).isEqualTo("disk mended");
  }

  private void aLaterRunLeavesItReadableByItsOwnName(String older) throws IOException {
    Path runbook = Files.writeString(folder.resolve("by-hand.yaml"), BY_HAND);
    Said started =
        drill.bosai("start", runbook.toString(), "--system", file(), "--yes", "--json", "--wait");
    assertThat(started.exit()).as(started.toString()).isEqualTo(5);
    String later = started.json().get("run").asText();

    assertThat(drill.status("lab").json().get("run").asText()).isEqualTo(later);
    assertThat(drill.status(older).json().get("state").asText()).isEqualTo("done");
    assertThat(drill.bosai("report", older, "--system", file()).out()).contains("disk mended");
    Said list = drill.bosai("list", "--system", file());
    assertThat(list.out().lines().map(line -> line.split(" ", 2)[0]))
        .containsExactly("run", later, older + "-reprotect", older);
    assertThat(drill.status("lab@none").err())
        .contains("there is no run", "lab@none", "bosai list");
  }

  private String file() {
    return drill.systemFile().toString();
  }
}
