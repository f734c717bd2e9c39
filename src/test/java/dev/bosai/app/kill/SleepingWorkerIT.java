package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.drill.Appended;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.LabStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A worker is stopped with an effect in its hands, others take over, a later run goes the other
 * way, and then it wakes up and goes on where it was. Whatever it does loses at the target.
 */
class SleepingWorkerIT {
  private static final int BASE = 22_000;

  /** They end by themselves, whatever Temporal says of them; a rejoin gives way without a word. */
  private static final List<String> EFFECTS = List.of("Promote", "MoveRoute");

  private static final int SLEEPERS = 3;
  private static final int WAITS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private LabDrill drill;
  private Crew crew;

  @BeforeEach
  void aLabWhoseWorkersCanBeStopped() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--replication", "sync", "--backups", "none");
    crew = Crew.replacingWorkers(drill);
  }

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void whoWakesUpLateLosesAtTheTargetAndThatIsSaid() {
    crew.order(
        KillOrder.sleeps(KillPoint.BEFORE_EFFECT, "Promote"),
        KillOrder.sleeps(KillPoint.BEFORE_EFFECT, "MoveRoute"),
        KillOrder.sleeps(KillPoint.BEFORE_EFFECT, "Rejoin"));
    String first = recover();
    assertThat(crew.unmet()).as("somebody sleeps at each").isEmpty();
    String second = recover();
    assertThat(second).isNotEqualTo(first);
    Appended router = Appended.toEnd(drill.lab().layout().logs("ops").resolve("router.log"));
    List<LabStatus.Node> before = drill.look().nodes();
    Map<String, Appended> logs = crew.logs();

    assertThat(crew.wake()).isEqualTo(SLEEPERS);

    EFFECTS.forEach(
        effect ->
            assertThat(Await.until(() -> !failures(logs, effect).isEmpty(), PATIENCE))
                .as(effect + " came to its end: " + logs)
                .isTrue());
    whoWasRefusedIsWrittenDown("MoveRoute", logs, () -> !router.with("rejected: ").isEmpty());
    whoWasRefusedIsWrittenDown("Promote", logs, () -> refused("db2", "promote"));
    assertThat(drill.look().nodes()).isEqualTo(before);
    recover();
  }

  /**
   * Who wakes up may hear from Temporal that his attempt is over before he has done anything; else
   * the target refuses him, and says so.
   */
  private static void whoWasRefusedIsWrittenDown(
      String effect, Map<String, Appended> logs, BooleanSupplier written) {
    String failure = String.join("\n", failures(logs, effect));
    boolean refused = failure.contains("STALE_TOKEN");
    System.out.println(effect + (refused ? " was refused" : " gave way") + " after waking up");
    if (refused) {
      assertThat(written.getAsBoolean()).as(failure).isTrue();
    }
  }

  private static List<String> failures(Map<String, Appended> logs, String effect) {
    return logs.values().stream()
        .flatMap(log -> log.after("Activity failure", "activityType=" + effect).stream())
        .toList();
  }

  private String recover() {
    Effects effects = Effects.from(drill);
    drill.killPrimary();
    Said said = Reviver.during(crew, this::promote);
    assertThat(said.exit()).as(said.toString()).isZero();
    String run = said.json().get("run").asText();
    effects.assertEachOnce(run);
    effects.assertNothingLost();
    return run;
  }

  /**
   * Temporal hands work to whoever asked for it, asleep or not, so that a step may run out of tries
   * before the last sleeper has had his; a person then has it tried again.
   */
  private Said promote() {
    Said said = drill.promote();
    for (int n = 0; n < SLEEPERS && said.exit() == WAITS; n++) {
      String run = said.json().get("run").asText();
      assertThat(bosai("retry", run, "--why", "drill", "--yes").exit()).isZero();
      said = bosai("watch", run, "--until=protected", "--json");
    }
    return said;
  }

  private Said bosai(String... words) {
    return drill.bosai(
        Stream.concat(Stream.of(words), Stream.of("--system", drill.systemFile().toString()))
            .toArray(String[]::new));
  }

  private boolean refused(String node, String effect) {
    Said status = bosai("node", "status", node, "--json");
    assertThat(status.exit()).as(status.toString()).isZero();
    return StreamSupport.stream(status.json().path("effects").spliterator(), false)
        .filter(done -> done.get("effect").asText().equals(effect))
        .anyMatch(done -> done.get("did").asText().startsWith("refused: came after token"));
  }
}
