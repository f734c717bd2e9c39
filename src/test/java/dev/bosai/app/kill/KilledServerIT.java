package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.LabStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal's server is killed in the middle of a run and brought back with its file. */
class KilledServerIT {
  private static final int BASE = 25_800;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<KillOrder> MOMENTS =
      List.of(
          moment(KillPoint.AFTER_EFFECT, "Fence"),
          moment(KillPoint.BEFORE_EFFECT, "Promote"),
          moment(KillPoint.AFTER_EFFECT, "Promote"),
          moment(KillPoint.AFTER_EFFECT, "MoveRoute"),
          moment(KillPoint.AFTER_RESULT, "VerifyWrite"),
          moment(KillPoint.AFTER_RESULT, "Preserve"),
          moment(KillPoint.AFTER_EFFECT, KillSwitch.CHILD),
          moment(KillPoint.AFTER_EFFECT, "Rejoin"),
          moment(KillPoint.AFTER_EFFECT, "Secure"));

  @TempDir private Path folder;
  private LabDrill drill;
  private Crew crew;

  @BeforeEach
  void aLabWhoseWorkersCanKill() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--replication", "sync");
    crew = Crew.replacingWorkers(drill);
  }

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void theRunGoesOnFromTheFileAndNothingHappensTwice() {
    MOMENTS.forEach(this::recover);
  }

  private void recover(KillOrder moment) {
    crew.dismissOwn();
    ProcessIdentity temporal = temporal();
    Effects effects = Effects.from(drill);
    crew.order(moment.of(temporal.pid()));
    drill.killPrimary();
    CompletableFuture<Said> started = CompletableFuture.supplyAsync(this::start);
    assertThat(Await.until(() -> !temporal.alive(), PATIENCE)).as("temporal dies").isTrue();
    Said begun = started.join();
    assertThat(begun.exit()).as(begun.toString()).isZero();

    Said up = drill.bosai("lab", "up");

    assertThat(up.exit()).as(up.toString()).isZero();
    String run = begun.json().get("run").asText();
    assertThat(Await.until(() -> isProtected(run), PATIENCE)).as(run + " ends").isTrue();
    effects.assertEachOnce(run);
    effects.assertNothingLost();
  }

  private static KillOrder moment(KillPoint point, String work) {
    return KillOrder.dies(point, work, "");
  }

  private Said start() {
    return drill.bosai(
        "start", "replica-promotion", "--system", drill.systemFile().toString(), "--yes", "--json");
  }

  private boolean isProtected(String run) {
    Said said = drill.status(run);
    assertThat(said.exit()).as(said.toString()).isZero();
    return said.json().get("state").asText().equals("done")
        && said.json().at("/reprotect/state").asText().equals("done");
  }

  private ProcessIdentity temporal() {
    return drill.look().processes().stream()
        .filter(other -> other.name().equals("temporal"))
        .map(LabStatus.Other::pid)
        .flatMap(pid -> ProcessIdentity.of(pid).stream())
        .findFirst()
        .orElseThrow();
  }
}
