package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.LabStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the process that does a step's work, by SIGKILL, at three points of every step of
 * replica-promotion and reprotect. Whatever dies, the run ends as if nothing had happened, and each
 * effect happened once, judged by those it happened to.
 *
 * <p>One synchronous lab serves all cases: each kills the primary that the case before made, so
 * that the nodes change places every time and nothing has to be reset. Only after a case that
 * failed is the lab made anew.
 *
 * <p>A case takes 8 to 20 s on two idle cores, most of it the two seconds after which a silent
 * worker counts as dead, the start of its successor, and the rejoin.
 */
class KillMatrixIT {
  private static final int BASE = 25_400;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What Temporal tries again by itself when the worker at it dies. */
  private static final Set<String> EFFECTS =
      Set.of("Fence", "Promote", "MoveRoute", "Preserve", "Rejoin");

  @TempDir private static Path folder;
  private static LabDrill drill;
  private static Crew crew;
  private static Effects effects;

  static Stream<KillCase> cases() {
    return KillCase.all().stream();
  }

  @AfterAll
  static void leaveNothing() {
    takeDown();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whoeverDiesTheRecoveryEndsTheSameAndNothingHappensTwice(KillCase death) {
    boolean good = false;
    try {
      JsonNode status =
          recover(death.toString(), new KillOrder(death.point(), death.work(), death.about(), 0));
      if (!death.work().equals("ProbeStatus")) {
        assertClock(status);
      }
      if (EFFECTS.contains(death.work()) && death.point() != KillPoint.AFTER_RESULT) {
        assertThat(attempts(status, death.step())).as("tries of " + death).isGreaterThan(1);
      }
      good = true;
    } finally {
      if (!good) {
        takeDown();
      }
    }
  }

  private static JsonNode recover(String name, KillOrder order) {
    putUp();
    Instant began = Instant.now();
    effects = Effects.from(drill);
    crew.order(order);
    drill.killPrimary();
    CompletableFuture<Said> promoting = CompletableFuture.supplyAsync(drill::promote);
    Await.until(() -> promoting.isDone() || !crew.replaceDead().isEmpty(), PATIENCE);
    Said said = promoting.join();
    crew.awaitReady();
    assertThat(crew.obeyed()).as("somebody died: " + said).isTrue();
    assertEnd(said);
    effects.assertEachOnce(said.json().get("run").asText());
    effects.assertNothingLost();
    System.out.printf("%s: %d ms%n", name, Duration.between(began, Instant.now()).toMillis());
    return said.json();
  }

  private static int attempts(JsonNode status, String step) {
    return Stream.of(status.get("steps"), status.at("/reprotect/steps"))
        .flatMap(steps -> StreamSupport.stream(steps.spliterator(), false))
        .filter(view -> view.get("id").asText().equals(step))
        .mapToInt(view -> view.get("attempts").asInt())
        .sum();
  }

  private static void assertEnd(Said said) {
    assertThat(said.exit()).as(said.toString()).isZero();
    JsonNode status = said.json();
    assertThat(status.get("state").asText()).isEqualTo("done");
    // There are no backups in this lab that could be proven.
    assertThat(status.get("protection").asText()).isEqualTo("standby-only");
    assertThat(status.get("restoredAt").isNull()).isFalse();
    assertThat(status.at("/reprotect/state").asText()).isEqualTo("done");
    assertThat(drill.look().nodes().stream().map(LabStatus.Node::role))
        .containsExactlyInAnyOrder("primary", "standby");
  }

  /** The clock runs from the moment clients could not write, whoever died since. */
  private static void assertClock(JsonNode status) {
    JsonNode clock = status.get("clock");
    assertThat(clock.get("startedFrom").asText()).as(clock.toString()).isEqualTo("probe");
    assertThat(Instant.parse(clock.get("startedAt").asText())).isEqualTo(effects.lastWriteBefore());
  }

  private static void putUp() {
    if (drill == null) {
      drill =
          LabDrill.up(folder.resolve("home"), BASE, "--replication", "sync", "--backups", "none");
      crew = Crew.replacing(drill);
    }
  }

  private static void takeDown() {
    if (drill != null) {
      drill.close();
      drill = null;
    }
  }
}
