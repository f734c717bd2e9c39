package dev.bosai.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.host.Ports;
import dev.bosai.app.host.ProcessTable;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.LabDown;
import dev.bosai.app.lab.LabHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as somebody sees it who tries Bosai for the first time, and as they stop it. */
class DemoIT {
  private static final String BASE = "25600";
  private static final int WEB_UI = 25_632;
  private static final String QUESTION = "Shall it begin? [Y/n] ";
  private static final String RECOVERY = "Start the recovery? [Y/n] ";
  private static final String REPORT = "the report stays: ";
  private static final String LIVE_VIEW = "\u001b[?1049h";

  @TempDir private Path folder;
  private LabHome home;

  @BeforeEach
  void choosePlace() {
    home = new LabHome(folder.resolve("home"));
  }

  @AfterEach
  void leaveNothing() {
    new LabDown(home).down();
  }

  @ParameterizedTest
  @ValueSource(strings = {"n\n", Pty.CTRL_D})
  void whoDeclinesHasLoadedAndStartedNothing(String answer) throws Exception {
    try (Pty terminal = demo()) {
      terminal.awaitShown(QUESTION);
      terminal.type(answer);

      assertThat(terminal.exit()).isEqualTo(4);
      assertThat(last(terminal)).isEqualTo("declined: nothing was loaded, started or written");
      assertThat(home.home()).doesNotExist();
    }
  }

  @Test
  void ctrlCAtTheQuestionEndsIt() throws Exception {
    try (Pty terminal = demo()) {
      terminal.awaitShown(QUESTION);
      terminal.type(Pty.CTRL_C);

      assertInterrupted(terminal);
    }
  }

  @Test
  void ctrlCWhileTheLabComesUpLeavesNothing() throws Exception {
    try (Pty terminal = demo()) {
      terminal.awaitShown(QUESTION);
      terminal.type("\n");
      terminal.awaitShown("starting PostgreSQL in two sites");
      String mark = "BOSAI_LAB=" + home.root();
      terminal.type(Pty.CTRL_C);

      assertInterrupted(terminal);
      assertThat(new ProcessTable().startedWith(mark)).isEmpty();
    }
  }

  @Test
  void ctrlCInTheLiveViewLeavesNothing() throws Exception {
    try (Pty terminal = demo()) {
      terminal.awaitShown(QUESTION);
      terminal.type("y\n");
      terminal.awaitShown(RECOVERY);
      terminal.type("\n");
      terminal.awaitShown(LIVE_VIEW);
      Path root = home.root();
      terminal.type(Pty.CTRL_C);

      assertInterrupted(terminal);
      assertNothingRuns(root);
    }
  }

  @Test
  void whoWatchesItToTheEndKeepsTheReportAlone() throws Exception {
    try (Pty terminal = demo()) {
      terminal.awaitShown(QUESTION);
      terminal.type("y\n");
      terminal.awaitShown(RECOVERY);
      terminal.type("\n");
      terminal.awaitShown("Report and Web UI stay open until you press Enter ");
      Path root = home.root();
      assertThat(Ports.answers(WEB_UI)).isTrue();
      terminal.type("\n");

      assertThat(terminal.exit()).as(String.join("\n", terminal.lines())).isZero();
      Path page = page(last(terminal));
      assertThat(report(page).at("/state").asText()).isEqualTo("done");
      assertNothingRuns(root);
      try (Stream<Path> left = Files.list(home.home())) {
        assertThat(left).containsExactly(home.reports());
      }
    }
  }

  @Test
  void withoutATerminalItAsksNothingAndItsReportStandsByItself() throws Exception {
    Program.Outcome outcome = unattended();

    assertThat(outcome.exit()).as(outcome.text()).isZero();
    assertThat(outcome.text()).doesNotContain("[Y/n]", "press Enter");
    Path page = page(outcome.text().lines().reduce((a, b) -> b).orElseThrow());
    assertThat(home.root()).doesNotExist();
    JsonNode report = report(page);
    assertThat(report.at("/state").asText()).isEqualTo("done");
    assertThat(report.at("/measured/outageMs").asLong()).isPositive();
    assertThat(report.at("/measured/loss")).isNotEmpty();
    String html = Files.readString(page);
    for (JsonNode loss : report.at("/measured/loss")) {
      String list = loss.get("idsFile").asText();
      assertThat(Path.of(list)).hasParent(page.getParent()).isNotEmptyFile();
      assertThat(html).contains(list);
    }
    try (Stream<Path> reports = Files.list(home.reports())) {
      assertThat(reports).containsExactly(page.getParent());
    }
  }

  @Test
  void whereEveryCommitWaitsForTheOtherSiteNoAcknowledgedRowIsLost() throws Exception {
    Program.Outcome outcome = unattended("--replication", "sync");

    assertThat(outcome.exit()).as(outcome.text()).isZero();
    assertThat(outcome.text()).contains("in two sites, sync replication");
    JsonNode report = report(page(outcome.text().lines().reduce((a, b) -> b).orElseThrow()));
    assertThat(report.at("/state").asText()).isEqualTo("done");
    assertThat(report.at("/measured/outageMs").asLong()).isPositive();
    assertThat(report.at("/measured/loss"))
        .filteredOn(loss -> loss.get("source").asText().equals("probe"))
        .singleElement()
        .satisfies(loss -> assertThat(loss.get("count").asInt()).isZero());
    assertThat(home.root()).doesNotExist();
  }

  private static void assertNothingRuns(Path root) {
    assertThat(new ProcessTable().startedWith("BOSAI_LAB=" + root)).isEmpty();
    assertThat(new ProcessTable().postgresWithin(root)).isEmpty();
    assertThat(root).doesNotExist();
  }

  private void assertInterrupted(Pty terminal) throws InterruptedException {
    assertThat(terminal.exit()).as(String.join("\n", terminal.lines())).isEqualTo(130);
    assertThat(last(terminal)).isEqualTo("the demo was interrupted; nothing of it is left");
    assertThat(String.join("\n", terminal.lines()))
        .doesNotContain("HINT", "CANCELLED", "bug of ours", "goes on; ", "Exception");
    assertThat(home.home()).doesNotExist();
  }

  private static String last(Pty terminal) {
    return terminal.lines().get(terminal.lines().size() - 1);
  }

  private static Path page(String last) {
    assertThat(last).startsWith(REPORT);
    return Path.of(last.substring(REPORT.length()));
  }

  private static JsonNode report(Path page) throws IOException {
    return new ObjectMapper().readTree(page.resolveSibling("report.json").toFile());
  }

  private Program.Outcome unattended(String... options) {
    List<String> command = new ArrayList<>(command());
    command.addAll(List.of(options));
    return new Program(command, Map.of("BOSAI_HOME", home.home().toString()), Duration.ofMinutes(6))
        .run();
  }

  private Pty demo() throws IOException {
    return new Pty("exec " + String.join(" ", command()), home.home());
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", "../target/bosai.jar", "demo", "--base-port", BASE));
    return command;
  }
}
