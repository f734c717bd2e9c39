package dev.bosai.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
  private static final String QUESTION = "Shall it begin? [Y/n] ";
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
      terminal.awaitShown("Start the recovery? [Y/n] ");
      terminal.type("\n");
      terminal.awaitShown(LIVE_VIEW);
      Path root = home.root();
      terminal.type(Pty.CTRL_C);

      assertInterrupted(terminal);
      assertThat(new ProcessTable().startedWith("BOSAI_LAB=" + root)).isEmpty();
      assertThat(new ProcessTable().postgresWithin(root)).isEmpty();
      assertThat(root).doesNotExist();
    }
  }

  @Test
  void withoutATerminalItAsksNothingAndItsReportStandsByItself() throws Exception {
    Program.Outcome outcome =
        new Program(command(), Map.of("BOSAI_HOME", home.home().toString()), Duration.ofMinutes(6))
            .run();

    assertThat(outcome.exit()).as(outcome.text()).isZero();
    assertThat(outcome.text()).doesNotContain("[Y/n]", "press Enter");
    Path page = Path.of(outcome.text().lines().reduce((a, b) -> b).orElseThrow().substring(18));
    assertThat(outcome.text()).endsWith("the report stays: " + page);
    assertThat(home.root()).doesNotExist();
    JsonNode report = new ObjectMapper().readTree(page.resolveSibling("report.json").toFile());
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
