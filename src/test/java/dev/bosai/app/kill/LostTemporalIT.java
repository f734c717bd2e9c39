package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Temporal loses all that it knows after a step: its server is killed and its database deleted.
 * Nobody starts the workers again. A run started anew finds what was done, repeats none of it, and
 * measures the same outage.
 *
 * <p>The build takes the steps after which most is at stake; {@code -Dbosai.lost=all} takes all,
 * and {@code -Dbosai.lost=Rejoin,Secure} those.
 */
class LostTemporalIT {
  private static final int BASE = 27_600;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> AT_STAKE = List.of("Fence", "Promote", "MoveRoute", "Preserve");
  private static final List<String> ALL =
      List.of(
          "Reach",
          "Observe",
          "Tell",
          "Fence",
          "Promote",
          "MoveRoute",
          "VerifyWrite",
          "Health",
          "Preserve",
          "MeasureProbe",
          KillSwitch.CHILD,
          "Rejoin",
          "Secure");

  /** From here on redundancy is back, and a promotion would be refused. */
  private static final List<String> REJOINED = List.of("Rejoin", "Secure");

  @TempDir private static Path folder;
  private static LabDrill drill;
  private static Crew crew;

  static Stream<String> moments() {
    String wanted = System.getProperty("bosai.lost", String.join(",", AT_STAKE));
    return ALL.stream()
        .filter(work -> wanted.equals("all") || List.of(wanted.split(",", -1)).contains(work));
  }

  @AfterAll
  static void leaveNothing() {
    takeDown();
  }

  @ParameterizedTest(name = "after {0}")
  @MethodSource("moments")
  void aRunStartedAnewAdoptsWhatItFinds(String work) {
    boolean good = false;
    try {
      putUp();
      recover(work);
      good = true;
    } finally {
      if (!good) {
        takeDown();
      }
    }
  }

  private static void recover(String work) {
    Instant began = Instant.now();
    Effects effects = Effects.from(drill);
    LostTemporal lost = new LostTemporal(drill);
    ProcessIdentity temporal = lost.process();
    crew.order(KillOrder.dies(point(work), work, "").of(temporal.pid()));
    drill.killPrimary();
    CompletableFuture<Said> first = CompletableFuture.supplyAsync(LostTemporalIT::start);
    assertThat(Await.until(() -> !temporal.alive(), PATIENCE)).as("temporal dies").isTrue();
    assertThat(crew.unmet()).isEmpty();
    first.join();
    lost.startsEmpty();

    Said said = REJOINED.contains(work) ? reprotect() : drill.promote();

    assertThat(said.exit()).as(said.toString()).isZero();
    assertThat(said.json().get("state").asText()).isEqualTo("done");
    assertThat(said.json().get("protection").asText()).isEqualTo("standby-only");
    effects.assertHappenedOnce();
    effects.assertNothingLost();
    if (!REJOINED.contains(work)) {
      assertMeasured(said.json(), effects);
    }
    System.out.printf(
        "lost after %s: %d ms%n", work, Duration.between(began, Instant.now()).toMillis());
  }

  /** The probe does its work itself, and kills nobody. */
  private static KillPoint point(String work) {
    return work.equals("MeasureProbe") ? KillPoint.AFTER_RESULT : KillPoint.AFTER_EFFECT;
  }

  /** The clock runs from the moment clients could not write, whoever noticed first. */
  private static void assertMeasured(JsonNode status, Effects effects) {
    JsonNode clock = status.get("clock");
    assertThat(clock.get("startedFrom").asText()).as(status.toString()).isEqualTo("probe");
    assertThat(Instant.parse(clock.get("startedAt").asText())).isEqualTo(effects.lastWriteBefore());
    JsonNode report = drill.report(status.get("run").asText());
    long gap = report.at("/evidence/measure").get("probe gap ms").asLong();
    assertThat(report.at("/measured/outageMs").asLong() + gap)
        .as(report.toString())
        .isCloseTo(effects.outage().toMillis(), within(1L));
  }

  private static Said start() {
    return drill.bosai(
        "start", "replica-promotion", "--system", drill.systemFile().toString(), "--yes", "--json");
  }

  private static Said reprotect() {
    return drill.bosai(
        "start",
        "reprotect",
        "--system",
        drill.systemFile().toString(),
        "--yes",
        "--json",
        "--wait=protected");
  }

  private static void putUp() {
    if (drill == null) {
      drill =
          LabDrill.up(folder.resolve("home"), BASE, "--replication", "sync", "--backups", "none");
      crew = Crew.replacingWorkersAlone(drill);
    }
  }

  private static void takeDown() {
    if (drill != null) {
      drill.close();
      drill = null;
    }
  }
}
