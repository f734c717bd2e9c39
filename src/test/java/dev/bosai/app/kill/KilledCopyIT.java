package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commits were lost, so the old directory is kept and the node is copied anew; the worker that does
 * it is killed at each of the three points, and the only copy of what was lost stays.
 */
class KilledCopyIT {
  private static final int BASE = 25_700;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path folder;
  private LabDrill drill;
  private Crew crew;

  @BeforeEach
  void aLabWhoseStandbyLags() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--lag", "200ms");
    crew = Crew.replacing(drill);
  }

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void whateverWasLostIsStillThereWhoeverDiesWhileTheNodeIsCopiedAnew() {
    for (KillPoint point : KillPoint.ofAll()) {
      recover(KillOrder.dies(point, "Rejoin", ""));
    }
  }

  private void recover(KillOrder order) {
    Effects effects = Effects.from(drill);
    crew.order(order);
    String killed = drill.killPrimary();
    CompletableFuture<Said> promoting = CompletableFuture.supplyAsync(drill::promote);
    Await.until(() -> promoting.isDone() || !crew.replaceLost().isEmpty(), PATIENCE);
    Said said = promoting.join();
    crew.awaitReady();
    assertThat(crew.unmet()).as("somebody died: " + said).isEmpty();
    assertThat(said.exit()).as(said.toString()).isZero();
    String run = said.json().get("run").asText();
    effects.assertEachOnce(run);
    lostCommitsAreKept(run, killed);
  }

  private void lostCommitsAreKept(String run, String killed) {
    JsonNode report =
        drill.json("report", run, "--system", drill.systemFile().toString(), "--json");
    JsonNode wal = report.at("/measured/loss/0");
    assertThat(wal.get("source").asText()).isEqualTo("wal");
    assertThat(wal.get("count").asLong()).as(report.toString()).isPositive();
    assertThat(Path.of(wal.get("idsFile").asText())).isNotEmptyFile();
    String id = run.substring(run.indexOf('@') + 1);
    Path data = drill.node(killed).data();
    assertThat(Files.isDirectory(data.resolveSibling(data.getFileName() + ".kept-" + id)))
        .as("the old directory of " + killed)
        .isTrue();
  }
}
