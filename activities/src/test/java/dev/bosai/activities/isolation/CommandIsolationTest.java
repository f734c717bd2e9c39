package dev.bosai.activities.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.FenceProof.Isolated;
import dev.bosai.workflows.port.IsolationActivities.AskIsolation;
import dev.bosai.workflows.port.IsolationActivities.IsolateNode;
import dev.bosai.workflows.port.IsolationActivities.IsolationRead;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A power switch that shell programs press and read back, as a user would write them. */
class CommandIsolationTest {
  private static final NodeRef DB1 = new NodeRef("shop", "main", "db1");
  private static final String SECRET = "hunter2";

  @TempDir private Path folder;
  private Path power;

  @BeforeEach
  void powerIsOn() throws Exception {
    power = Files.writeString(folder.resolve("power"), "on\n");
    program("off", "env | grep BOSAI_ | sort > " + folder + "/given\necho off > " + power);
    program("is-off", "if grep -q off " + power + "; then echo isolated; else echo powered; fi");
  }

  @Test
  void theNodeIsCutOffAndTheReadBackProvesIt() throws Exception {
    Isolated proof = isolate();

    assertThat(power).hasContent("off");
    assertThat(proof.node()).isEqualTo("db1");
    assertThat(proof.systemIdentifier()).isEqualTo("4711");
    assertThat(proof.timeline()).isEqualTo(2);
    assertThat(proof.token()).isEqualTo(new Token(1, 7, 3));
    assertThat(proof.method()).isEqualTo(method());
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
    program("off", "echo isolated");

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_PROVEN"))
        .hasMessageContaining("\"db1\" is not proven isolated: \"" + folder + "/off\" ended with")
        .hasMessageContaining("exit code 0, its last words: \"isolated\"; then: ")
        .hasMessageContaining("is-off\" said \"powered\", expected \"isolated\"");
  }

  @Test
  void aProgramThatFailsIsQuotedWithoutSecrets() throws Exception {
    program("off", "echo \"login refused: " + SECRET + "\" >&2\nexit 3");

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_PROVEN"))
        .hasMessageContaining("ended with exit code 3, its last words: \"login refused: [secret]\"")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void aProgramThatFailsAfterItCutTheNodeOffDoesNotMatter() throws Exception {
    program("off", "echo off > " + power + "\nexit 1");

    assertThat(isolate().shown())
        .contains("\"" + folder + "/off\" ended with exit code 1")
        .last()
        .asString()
        .endsWith("said \"isolated\"");
  }

  @Test
  void oneOfTwoSuppliesIsNotEnough() throws Exception {
    Path second = Files.writeString(folder.resolve("second"), "on\n");
    program(
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
    program("off", "echo off > " + power + "\necho $$ > " + folder + "/pid\nsleep 600 & wait");

    assertThat(isolate().shown())
        .contains("\"" + folder + "/off\" did not end in time and was stopped");

    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(ProcessHandle.allProcesses().flatMap(one -> one.parent().stream()))
        .noneMatch(parent -> parent.pid() == pid);
  }

  @Test
  void aReadBackThatHangsSaysNothing() throws Exception {
    program("is-off", "echo isolated\nsleep 600");

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_PROVEN"))
        .hasMessageContaining("is-off\" did not end within");
  }

  @Test
  void powerMayTakeAMomentToGo() throws Exception {
    program(
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
    program("is-off", text);

    assertThat(read().isolated()).isFalse();
  }

  @Test
  void warningsOnTheOtherStreamDoNotCount() throws Exception {
    program("is-off", "echo the controller is slow >&2\necho isolated");

    assertThat(read())
        .isEqualTo(new IsolationRead(true, "\"" + folder + "/is-off\" said \"isolated\""));
  }

  @Test
  void anOlderTokenThatTheProgramRefusesEndsIt() throws Exception {
    program("off", "echo newer: 2.1.1\nexit 4");

    assertThatThrownBy(this::isolate)
        .isInstanceOfSatisfying(ApplicationFailure.class, type("STALE_TOKEN"))
        .hasMessageContaining("refused token 1.7.3, its last words: \"newer: 2.1.1\"");
  }

  @Test
  void whatIsNotListedHereIsNotRun() throws Exception {
    Isolate foreign = new Isolate(List.of(folder + "/off", "all"), List.of(folder + "/is-off"), "");

    assertThatThrownBy(() -> activities("us-west").isolate(request(foreign)))
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_LISTED"))
        .hasMessageContaining("no fence method of \"main\"");
    assertThatThrownBy(() -> activities("us-west").readIsolation(new AskIsolation(DB1, foreign)))
        .isInstanceOfSatisfying(ApplicationFailure.class, type("NOT_LISTED"));
    assertThat(power).hasContent("on");
  }

  @Test
  void aWorkerOfTheNodesOwnSiteRefuses() {
    assertThatThrownBy(() -> activities("tokyo").isolate(request(method())))
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
    return activities("us-west").isolate(request(method()));
  }

  private IsolationRead read() {
    return activities("us-west").readIsolation(new AskIsolation(DB1, method()));
  }

  private static IsolateNode request(Isolate method) {
    return new IsolateNode(DB1, "4711", 2, method, new Token(1, 7, 0));
  }

  private Isolate method() {
    return new Isolate(List.of(folder + "/off"), List.of(folder + "/is-off"), "");
  }

  private CommandIsolation activities(String site) {
    Secrets secrets = new Secrets(Map.of("DBA", SECRET));
    return new CommandIsolation(listed(), secrets, site, new Third());
  }

  private Protected listed() {
    Database main =
        new Database(
            "postgres",
            "postgres",
            new Database.Admin("dba", "env:DBA"),
            Map.of("db1", node("tokyo", "10.1.0.5"), "db2", node("us-west", "10.2.0.5")),
            List.of(Database.FenceMethod.NODE, method()),
            new Route.Libpq(List.of("10.1.0.5:5432", "10.2.0.5:5432")),
            new Database.ProbeSettings("ops", Duration.ofMillis(100), "bosai.probe"),
            null);
    return new Protected(
        new SystemFile(
            "shop",
            new TemporalService("127.0.0.1:1", "bosai", ""),
            Map.of(),
            Map.of("main", main),
            Map.of(),
            Map.of(),
            Map.of(),
            new Policy(Duration.ZERO, List.of(), List.of())));
  }

  private static Node node(String site, String host) {
    return new Node(site, host, 5432, "/data", new NodeControl.PgCtl(""));
  }

  private void program(String name, String text) throws IOException {
    Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private static Consumer<ApplicationFailure> type(String type) {
    return failure -> assertThat(failure.getType()).isEqualTo(type);
  }

  /** The third try of an activity that may take some seconds. */
  private record Third() implements Try {
    @Override
    public int number() {
      return 3;
    }

    @Override
    public Duration bound() {
      return Duration.ofSeconds(3);
    }

    @Override
    public void progress(String text) {
      throw new AssertionError("nothing here takes long enough to tell: " + text);
    }
  }
}
