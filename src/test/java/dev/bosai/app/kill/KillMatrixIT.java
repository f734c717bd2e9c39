package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.lab.LabStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
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
 * <p>One synchronous lab serves all recoveries: each kills the primary that the one before made, so
 * that the nodes change places every time and nothing has to be reset. Only after one that failed
 * is the lab made anew. Several die in each recovery, every one at another step; {@code
 * -Dbosai.kill=single} has one die in each, which takes twice as long and says more where something
 * is wrong.
 */
class KillMatrixIT {
  private static final int BASE = 25_400;

  /** What Temporal tries again by itself when the worker at it dies. */
  private static final Set<String> EFFECTS =
      Set.of("Fence", "Promote", "MoveRoute", "Preserve", "Rejoin");

  private static final boolean SINGLE = "single".equals(System.getProperty("bosai.kill"));

  @TempDir private static Path folder;
  private static LabDrill drill;
  private static Crew crew;
  private static Effects effects;

  static Stream<List<KillCase>> recoveries() {
    Stream<List<KillCase>> groups = KillCase.groups().stream();
    return SINGLE ? groups.flatMap(List::stream).map(List::of) : groups;
  }

  @AfterAll
  static void leaveNothing() {
    takeDown();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recoveries")
  void whoeverDiesTheRecoveryEndsTheSameAndNothingHappensTwice(List<KillCase> deaths) {
    boolean good = false;
    try {
      JsonNode status = recover(deaths);
      if (deaths.stream().noneMatch(death -> death.work().equals("ProbeStatus"))) {
        assertClock(status);
      }
      deaths.stream()
          .filter(death -> EFFECTS.contains(death.work()))
          .filter(death -> death.point() != KillPoint.AFTER_RESULT)
          .forEach(
              death ->
                  assertThat(attempts(status, death.step()))
                      .as("tries of " + death)
                      .isGreaterThan(1));
      good = true;
    } finally {
      if (!good) {
        takeDown();
      }
    }
  }

  private static JsonNode recover(List<KillCase> deaths) {
    putUp();
    Instant began = Instant.now();
    effects = Effects.from(drill);
    crew.order(deaths.stream().map(KillCase::order).toArray(KillOrder[]::new));
    drill.killPrimary();
    Said said = Reviver.during(crew, drill::promote);
    assertThat(crew.unmet()).as("somebody died at each: " + said).isEmpty();
    assertEnd(said);
    effects.assertEachOnce(said.json().get("run").asText());
    effects.assertNothingLost();
    System.out.printf("%s: %d ms%n", deaths, Duration.between(began, Instant.now()).toMillis());
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
