package dev.bosai.app.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.LabStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A person aborts a recovery while each of its steps is under way. The run ends in the state that
 * the plan named, the lock is not free before the effect has ended, and the command that is printed
 * then carries the recovery to its end.
 */
class AbortIT {
  private static final int BASE = 22_200;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern NEXT =
      Pattern.compile("^next: bosai (start \\S+ --system \\S+)", Pattern.MULTILINE);

  @TempDir private static Path folder;
  private static LabDrill drill;
  private static Crew crew;

  /** Which work is under way, and which end the run then has. */
  static Stream<Arguments> moments() {
    return Stream.of(
        Arguments.of("Observe", "beyond=null", "unchanged"),
        Arguments.of("Fence", "", "fenced"),
        Arguments.of("Promote", "", "promoted-unrouted"),
        Arguments.of("MoveRoute", "", "restored-exposed"),
        Arguments.of("VerifyWrite", "", "restored-exposed"),
        Arguments.of("Preserve", "", "restored-exposed"));
  }

  @BeforeAll
  static void aLabWhoseWorkCanBeHeldUp() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--replication", "sync", "--backups", "none");
    crew = Crew.replacingWorkersAlone(drill);
  }

  @AfterAll
  static void leaveNothing() {
    drill.close();
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @MethodSource("moments")
  void endsAsThePlanSaidAndThePrintedCommandGoesOn(String work, String about, String end) {
    Effects effects = Effects.from(drill);
    crew.order(KillOrder.holds(KillPoint.AFTER_EFFECT, work, about));
    drill.killPrimary();
    String run = start().json().get("run").asText();
    assertThat(Await.until(crew.orders()::met, PATIENCE)).as(work + " is under way").isTrue();

    Said abort = bosai("abort", run, "--why", "drill", "--yes");
    assertThat(abort.exit()).as(abort.toString()).isZero();
    Said second = start();
    assertThat(second.exit()).as(second.toString()).isEqualTo(4);
    assertThat(second.err()).contains(run);
    crew.orders().letGo();

    assertThat(Await.until(() -> state(run).equals("aborted"), PATIENCE)).as(run).isTrue();
    Said told = bosai("status", run);
    assertThat(told.out()).contains(end + " \u2013 ");
    Matcher next = NEXT.matcher(told.out());
    assertThat(next.find()).as(told.toString()).isTrue();
    goOn(next.group(1));
    effects.assertNothingLost();
  }

  private static void goOn(String command) {
    Said said =
        drill.bosai(
            Stream.concat(
                    Stream.of(command.split(" ", -1)),
                    Stream.of("--yes", "--json", "--wait=protected"))
                .toArray(String[]::new));
    assertThat(said.exit()).as(command + ": " + said).isZero();
    assertThat(said.json().get("state").asText()).isEqualTo("done");
    List<String> roles = drill.look().nodes().stream().map(LabStatus.Node::role).toList();
    assertThat(roles).containsExactlyInAnyOrder("primary", "standby");
  }

  private static Said start() {
    return bosai("start", "replica-promotion", "--yes", "--json");
  }

  private static String state(String run) {
    return drill.status(run).json().get("state").asText();
  }

  private static Said bosai(String... words) {
    return drill.bosai(
        Stream.concat(Stream.of(words), Stream.of("--system", drill.systemFile().toString()))
            .toArray(String[]::new));
  }
}
