package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.LabStatus;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run that brings redundancy back is given up, and started again another day. */
class ReprotectByHandIT {
  private static final int BASE = 25_900;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path folder;
  private LabDrill drill;
  private Crew crew;

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void anAbortedReprotectIsStartedAgainFromWhatTheRecoveryLeft() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--replication", "sync");
    crew = Crew.replacingWorkersAlone(drill);
    crew.dismissOwn();
    aReprotectBeforeAnyRecoveryIsRefused();

    crew.order(KillOrder.dies(KillPoint.BEFORE_EFFECT, "Rejoin", ""));
    drill.killPrimary();
    Said recovered = start("replica-promotion", "--wait");
    assertThat(recovered.exit()).as(recovered.toString()).isZero();
    String reprotect = recovered.json().get("run").asText() + "-reprotect";

    // Nobody brings the killed worker back, so its site has none.
    assertThat(Await.until(() -> needs(reprotect).equals("repair"), PATIENCE)).isTrue();
    JsonNode waiting = drill.status(reprotect).json();
    assertThat(waiting.at("/needs/facts/failure").asText()).contains("no worker");
    Said aborted = drill.bosai("abort", reprotect, "--system", file(), "--why", "later", "--yes");
    assertThat(aborted.exit()).as(aborted.toString()).isZero();
    assertThat(Await.until(() -> state(reprotect).equals("aborted"), PATIENCE)).isTrue();

    assertThat(crew.replaceLost()).hasSize(1);
    crew.awaitReady();
    Said again = start("reprotect", "--wait");

    assertThat(again.exit()).as(again.toString()).isZero();
    assertThat(again.json().get("protection").asText()).isEqualTo("protected");
    assertThat(drill.look().nodes().stream().map(LabStatus.Node::role))
        .containsExactlyInAnyOrder("primary", "standby");
  }

  private void aReprotectBeforeAnyRecoveryIsRefused() {
    Said early = start("reprotect");

    assertThat(early.exit()).as(early.toString()).isEqualTo(4);
    assertThat(early.err()).contains("no recovery of", "bosai list");
  }

  private Said start(String runbook, String... more) {
    String[] command = new String[6 + more.length];
    String[] first = {"start", runbook, "--system", file(), "--yes", "--json"};
    System.arraycopy(first, 0, command, 0, first.length);
    System.arraycopy(more, 0, command, first.length, more.length);
    return drill.bosai(command);
  }

  private String needs(String run) {
    return drill.status(run).json().at("/needs/decision").asText();
  }

  private String state(String run) {
    return drill.status(run).json().get("state").asText();
  }

  private String file() {
    return drill.systemFile().toString();
  }
}
