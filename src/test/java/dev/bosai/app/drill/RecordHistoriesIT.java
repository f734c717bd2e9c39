package dev.bosai.app.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.util.JsonFormat;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.daemon.LabDaemons;
import dev.bosai.app.temporal.TemporalAccess;
import dev.bosai.app.temporal.TemporalConnection;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.view.RunIds;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Records the histories that {@code ReplayTest} replays, from real runs on a real lab: {@code mvn
 * verify -Dbosai.record=true -Dit.test=RecordHistoriesIT -Dtest=none
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}. It overwrites
 * {@code workflows/src/test/resources/histories} and the promotion that workers rehearse. The lab
 * lies in {@code /tmp/bosai-histories}, so that the paths in the histories say nothing about who
 * recorded them, and the machine's name is replaced.
 */
@EnabledIfSystemProperty(named = "bosai.record", matches = "true")
class RecordHistoriesIT {
  private static final int BASE = 25_500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path HOME = Path.of("/tmp/bosai-histories");
  private static final Path TESTED = Path.of("../workflows/src/test/resources/histories");
  private static final Path REHEARSED = Path.of("../workflows/src/main/resources/rehearsal");

  @Test
  void ofAPromotionAReprotectARepairAndAnAbort() throws IOException {
    try (LabDrill drill = LabDrill.up(HOME, BASE, "--lag", "20ms")) {
      drill.killPrimary();
      Said happy = drill.promote();
      assertThat(happy.exit()).as(happy.toString()).isZero();
      record(drill, REHEARSED.resolve("promotion.json"), happy.json());
      record(drill, TESTED.resolve("reprotect.json"), RunIds.reprotect("lab", "main"), "");

      record(drill, TESTED.resolve("repaired.json"), stuck(drill, "retry"));
      record(drill, TESTED.resolve("aborted.json"), stuck(drill, "abort"));
    }
  }

  private static JsonNode stuck(LabDrill drill, String answer) throws IOException {
    StuckRoute cause = StuckRoute.of(drill);
    drill.killPrimary();
    Said waiting = drill.promote();
    assertThat(waiting.exit()).as(waiting.toString()).isEqualTo(5);
    cause.mend();
    String run = waiting.json().get("run").asText();
    String file = drill.systemFile().toString();
    Said said = drill.bosai(answer, run, "--system", file, "--why", "for the record", "--yes");
    assertThat(said.exit()).as(said.toString()).isZero();
    assertThat(Await.until(() -> ended(drill.status(run).json()), PATIENCE)).isTrue();
    return drill.status(run).json();
  }

  private static boolean ended(JsonNode status) {
    JsonNode after = status.get("reprotect");
    return !status.get("endedAt").isNull()
        && (after.isNull() || after.get("state").asText().equals("done"));
  }

  private static void record(LabDrill drill, Path file, JsonNode run) throws IOException {
    record(drill, file, run.get("workflowId").asText(), run.get("runId").asText());
  }

  private static void record(LabDrill drill, Path file, String workflowId, String runId)
      throws IOException {
    TemporalService service =
        new TemporalService(drill.look().temporal().address(), LabDaemons.NAMESPACE, "");
    try (TemporalConnection connection = TemporalConnection.open(service, TemporalAccess.plain())) {
      String history =
          JsonFormat.printer()
              .print(connection.client().fetchHistory(workflowId, runId).getHistory());
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, history.replace(InetAddress.getLocalHost().getHostName(), "host") + "\n");
    }
  }
}
