package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.Appended;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A healthy primary is moved under load, there and back, over a link with delay: without the drain
 * an asynchronous standby would lose something every time. Whoever dies meanwhile, the move ends
 * the same; and what is given up before the primary is stopped is put back.
 */
class SwitchoverIT {
  private static final int BASE = 29_400;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Each dies after the work was done and before it could say so, which is tried again. */
  private static final List<String> DEATHS =
      List.of("DrainRoute", "HoldWrites", "Demote", "Rejoin");

  private static final String WAITS =
      """
      runbook: move-later
      title: Move the primary when a person says so
      level: L2
      objectives: {rto: 5m, rpo: 0s}
      steps:
        - assess-move:
        - manual: {id: wait, instructions: Wait for the quiet hour.}
        - drain:
        - demote:
      """;

  @TempDir private static Path folder;
  private static LabDrill drill;
  private static Crew crew;

  @BeforeAll
  static void aLabWhoseWorkersCanBeKilled() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--lag", "50ms", "--backups", "none");
    crew = Crew.replacingWorkers(drill);
  }

  @AfterAll
  static void leaveNothing() {
    drill.close();
  }

  @Test
  void thePrimaryMovesThereAndBackAtOnceAndNothingIsLost() {
    String home = Effects.primary(drill);
    moved(drill::switchover);
    assertThat(Effects.primary(drill)).isNotEqualTo(home);
    moved(drill::switchover);
    assertThat(Effects.primary(drill)).isEqualTo(home);
  }

  @Test
  void whoeverDiesTheMoveEndsTheSameAndNothingHappensTwice() {
    for (String work : DEATHS) {
      crew.order(KillOrder.dies(KillPoint.AFTER_EFFECT, work, ""));
      moved(SwitchoverIT::whileSomebodyDies);
      assertThat(crew.unmet()).as("somebody died at " + work).isEmpty();
    }
  }

  @Test
  void aMoveThatIsGivenUpBeforeTheDemotionLeavesAPrimaryThatServes() throws IOException {
    String primary = Effects.primary(drill);
    String standby = primary.equals("db1") ? "db2" : "db1";
    Path runbook = Files.writeString(folder.resolve("move-later.yaml"), WAITS);
    String waiting = bosai("start", runbook.toString(), "--yes", "--json", "--wait").at("run");
    List<ProcessIdentity> replay = replayOf(standby);
    ProcessIdentity.signal("STOP", replay);

    bosai("approve", "lab", "--why", "it is quiet", "--yes");
    assertThat(Await.until(() -> isStuckAt("drain"), PATIENCE)).as("drain fails").isTrue();
    assertThat(drill.status("lab").json().at("/needs/text").asText())
        .contains("has not replayed the primary's log");

    assertServes(primary);
    bosai("abort", "lab", "--why", "not today", "--yes");
    assertThat(Await.until(() -> hasEnded(waiting, "unchanged"), PATIENCE))
        .as("the run ends as it was named")
        .isTrue();
    assertServes(primary);
    ProcessIdentity.signal("CONT", replay);
  }

  /** A move and what it did, as told by those it was done to. */
  private static void moved(Supplier<Said> move) {
    Effects effects = Effects.from(drill);
    Said said = move.get();
    assertThat(said.exit()).as(said.toString()).isZero();
    JsonNode status = said.json();
    String run = status.get("run").asText();
    assertThat(status.get("end").asText()).isEqualTo("standby-only");
    assertThat(status.get("protection").asText()).isEqualTo("standby-only");
    assertThat(status.get("fenceProof").asText()).isEqualTo("NodeDown");
    effects.assertMovedOnce(run);
    effects.assertNothingLost();
    JsonNode measured = bosai("report", run, "--json").json().get("measured");
    assertThat(measured.get("outageMs").asLong()).isBetween(1L, 60_000L);
    assertThat(measured.get("loss").findValuesAsText("source")).containsExactly("wal", "probe");
    assertThat(measured.get("loss").findValuesAsText("count")).containsOnly("0");
    System.out.printf("%s: writes were out for %s ms%n", run, measured.get("outageMs"));
  }

  private static Said whileSomebodyDies() {
    return Reviver.during(crew, drill::switchover);
  }

  private static void assertServes(String primary) {
    Appended ledger = Appended.toEnd(drill.lab().layout().ledger());
    assertThat(Await.until(() -> !ledger.with("\"node\":\"" + primary).isEmpty(), PATIENCE))
        .as("clients are served by " + primary)
        .isTrue();
    assertThat(drill.ask(primary, "show default_transaction_read_only")).containsExactly("off");
  }

  /** It is stopped and not paused, so that nobody says beforehand that the standby is unfit. */
  private static List<ProcessIdentity> replayOf(String standby) {
    String pid = "select pid from pg_stat_activity where backend_type = 'startup'";
    return drill.ask(standby, pid).stream()
        .flatMap(line -> ProcessIdentity.of(Long.parseLong(line)).stream())
        .toList();
  }

  private static boolean isStuckAt(String step) {
    JsonNode status = drill.status("lab").json();
    return status.get("state").asText().equals("waiting")
        && status.get("step").asText().equals(step);
  }

  private static boolean hasEnded(String run, String end) {
    return drill.status(run).json().get("end").asText().equals(end);
  }

  private static Command bosai(String... arguments) {
    String[] command = Arrays.copyOf(arguments, arguments.length + 2);
    command[arguments.length] = "--system";
    command[arguments.length + 1] = drill.systemFile().toString();
    return new Command(drill.bosai(command));
  }

  /** What a command said. */
  private record Command(Said said) {
    JsonNode json() {
      return said.json();
    }

    String at(String key) {
      return said.json().get(key).asText();
    }
  }
}
