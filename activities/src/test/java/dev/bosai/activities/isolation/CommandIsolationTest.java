package dev.bosai.activities.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.workflows.port.FenceProof.Isolated;
import dev.bosai.workflows.port.IsolationActivities.AskIsolation;
import dev.bosai.workflows.port.IsolationActivities.IsolationRead;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A power switch that shell programs press and read back, as a user would write them. */
class CommandIsolationTest {

  @TempDir private Path folder;
  private PowerSwitch site;
  private Path power;

  @BeforeEach
  void powerIsOn() throws Exception {
    site = new PowerSwitch(folder);
    power = Files.writeString(folder.resolve("power"), "on\n");
    site.program("off", "env | grep BOSAI_ | sort > " + folder + "/given\necho off > " + power);
    site.program(
        "is-off", "if grep -q off " + power + "; then echo isolated; else echo powered; fi");
  }

  @Test
  void theNodeIsCutOffAndTheReadBackProvesIt() throws Exception {
    Isolated proof = isolate();

    assertThat(power).hasContent("off");
    assertThat(proof.node()).isEqualTo("db1");
    assertThat(proof.systemIdentifier()).isEqualTo("4711");
    assertThat(proof.timeline()).isEqualTo(2);
    assertThat(proof.token()).isEqualTo(new Token(1, 7, 3));
    assertThat(proof.method()).isEqualTo(site.method());
    assertThat(proof.shown())
        .containsExactly(
            "before: \"" + folder + "/is-off\" said \"powered\"",
            "\"" + folder + "/off\" ended with exit code 0",
            "then: \"" + folder + "/is-off\" said \"isolated\"");
    assertThat(Files.readAllLines(folder.resolve("given")))
        .containsExactly(
            "BOSAI_HOST=10.1.0.5",
            "BOSAI_NODE=db1",
            "BOSAI_PORT=5432",
            "BOSAI_SITE=tokyo",
            "BOSAI_TOKEN=1.7.3");
  }

  @Test
  void whoeverIsCutOffAlreadyIsNotCutOffAgain() throws Exception {
    isolate();
    Files.delete(folder.resolve("given"));

    assertThat(isolate().shown())
        .containsExactly("before: \"" + folder + "/is-off\" said \"isolated\"");
    assertThat(folder.resolve("given")).doesNotExist();
  }

  @Test
  void aProgramThatSaysDoneAndDidNothingProvesNothing() throws Exception {
    site.program("off", "echo isolated");

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_PROVEN"))
        .hasMessageContaining("\"db1\" is not proven isolated: \"" + folder + "/off\" ended with")
        .hasMessageContaining("exit code 0, its last words: \"isolated\"; then: ")
        .hasMessageContaining("is-off\" said \"powered\", expected \"isolated\"");
  }

  @Test
  void aProgramThatFailsIsQuotedWithoutSecrets() throws Exception {
    site.program("off", "echo \"login refused: " + PowerSwitch.SECRET + "\" >&2\nexit 3");

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_PROVEN"))
        .hasMessageContaining("ended with exit code 3, its last words: \"login refused: [secret]\"")
        .hasMessageNotContaining(PowerSwitch.SECRET);
  }

  @Test
  void aProgramThatFailsAfterItCutTheNodeOffDoesNotMatter() throws Exception {
    site.program("off", "echo off > " + power + "\nexit 1");

    assertThat(isolate().shown())
        .contains("\"" + folder + "/off\" ended with exit code 1")
        .last()
        .asString()
        .endsWith("said \"isolated\"");
  }

  @Test
  void oneOfTwoSuppliesIsNotEnough() throws Exception {
    Path second = Files.writeString(folder.resolve("second"), "on\n");
    site.program(
        "is-off",
        "if grep -q off %s && grep -q off %s; then echo isolated; else echo half; fi"
            .formatted(power, second));

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_PROVEN"))
        .hasMessageContaining("said \"half\"");
    assertThat(power).hasContent("off");
  }

  @Test
  void aProgramThatHangsIsStoppedWithAllItStartedAndTheReadBackDecides() throws Exception {
    site.program("off", "echo off > " + power + "\necho $$ > " + folder + "/pid\nsleep 600 & wait");

    assertThat(isolate().shown())
        .contains("\"" + folder + "/off\" did not end in time and was stopped");

    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(ProcessHandle.allProcesses().flatMap(one -> one.parent().stream()))
        .noneMatch(parent -> parent.pid() == pid);
  }

  @Test
  void aReadBackThatHangsSaysNothing() throws Exception {
    site.program("is-off", "echo isolated\nsleep 600");

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_PROVEN"))
        .hasMessageContaining("is-off\" did not end within");
  }

  @Test
  void powerMayTakeAMomentToGo() throws Exception {
    site.program(
        "is-off",
        "echo . >> %s/looks\nif [ $(wc -l < %s/looks) -gt 3 ]; then echo isolated; fi"
            .formatted(folder, folder));

    assertThat(isolate().shown())
        .contains("before: \"" + folder + "/is-off\" said nothing")
        .contains("then: \"" + folder + "/is-off\" said \"isolated\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo isolated; exit 1",
        "echo not isolated",
        "echo isolated; echo but the second supply is on",
        "echo ISOLATED",
        "echo isolated >&2",
        "true",
        "printf 'isolated\\0'"
      })
  void onlyTheOneWordCounts(String text) throws Exception {
    site.program("is-off", text);

    assertThat(read().isolated()).isFalse();
  }

  @Test
  void warningsOnTheOtherStreamDoNotCount() throws Exception {
    site.program("is-off", "echo the controller is slow >&2\necho isolated");

    assertThat(read())
        .isEqualTo(new IsolationRead(true, "\"" + folder + "/is-off\" said \"isolated\""));
  }

  @Test
  void anOlderTokenThatTheProgramRefusesEndsIt() throws Exception {
    site.program("off", "echo newer: 2.1.1\nexit 4");

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("STALE_TOKEN"))
        .hasMessageContaining("refused token 1.7.3, its last words: \"newer: 2.1.1\"");
  }

  @Test
  void whatIsNotListedHereIsNotRun() throws Exception {
    Isolate foreign = new Isolate(List.of(folder + "/off", "all"), List.of(folder + "/is-off"), "");

    assertThatThrownBy(() -> site.activities("us-west").isolate(site.request(foreign)))
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_LISTED"))
        .hasMessageContaining("no fence method of \"main\"");
    assertThatThrownBy(
            () ->
                site.activities("us-west")
                    .readIsolation(new AskIsolation(PowerSwitch.DB1, foreign)))
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_LISTED"));
    assertThat(power).hasContent("on");
  }

  @Test
  void aWorkerOfTheNodesOwnSiteRefuses() {
    assertThatThrownBy(() -> site.activities("tokyo").isolate(site.request(site.method())))
        .isInstanceOfSatisfying(ApplicationFailure.class, type("REFUSED"))
        .hasMessageContaining("stands in site \"tokyo\", as this worker does; nothing was changed");
    assertThat(power).hasContent("on");
  }

  @Test
  void aProgramThatIsNotThereIsNamed() throws Exception {
    Files.delete(folder.resolve("off"));

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("REFUSED"))
        .hasMessageContaining("\"" + folder + "/off\" cannot be started");
  }

  private Isolated isolate() {
    return site.activities("us-west").isolate(site.request(site.method()));
  }

  private IsolationRead read() {
    return site.activities("us-west")
        .readIsolation(new AskIsolation(PowerSwitch.DB1, site.method()));
  }

  private static Consumer<ApplicationFailure> type(String type) {
    return failure -> assertThat(failure.getType()).isEqualTo(type);
  }
}
