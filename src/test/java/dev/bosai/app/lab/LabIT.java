package dev.bosai.app.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.Ports;
import dev.bosai.app.host.ProcessTable;
import dev.bosai.app.host.Program;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drives the packaged program from the outside, as a person or a script does. */
class LabIT {
  private static final int BASE = 23_200;

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void choosePlace() {
    home = folder.resolve("home");
  }

  @AfterEach
  void leaveNothing() {
    bosai("lab", "down");
  }

  @Test
  void aLabComesUpIsBrokenComesBackAndLeavesNothingBehind() throws IOException {
    well(up());
    JsonNode status = status();
    assertThat(roles(status)).containsExactly("primary", "standby");
    assertThat(status.at("/nodes/0/systemIdentifier").asText())
        .isNotEmpty()
        .isEqualTo(status.at("/nodes/1/systemIdentifier").asText());
    assertThat(Files.readString(Path.of(status.get("ledger").asText()))).contains("\"timeline\":1");
    Path root = Path.of(status.get("systemFile").asText()).resolveSibling("");

    well(bosai("lab", "break", "kill-primary"));
    assertThat(roles(status())).containsExactly("down", "standby");
    assertThat(status().at("/nodes/0/pid").isNull()).isTrue();

    well(up());
    assertThat(roles(status())).containsExactly("primary", "standby");
    // A second time while everything runs changes nothing.
    String pids = status().get("processes").toString();
    well(up());
    assertThat(status().get("processes").toString()).isEqualTo(pids);

    well(bosai("lab", "break", "hang-primary", "--scope", "all"));
    assertThat(roles(status())).containsExactly("down", "standby");
    List<String> segments = segments(status);
    assertThat(segments).hasSize(2);
    well(bosai("lab", "down"));
    assertNothingLeft(root);
    assertThat(keysInUse()).doesNotContainAnyElementsOf(segments);
  }

  @Test
  void aLostProcessIsBroughtBackAloneAndAFencedServerIsLeftAlone() throws IOException {
    well(up());
    JsonNode before = status();
    Path data = Path.of(before.at("/nodes/0/dataDir").asText());
    well(bosai("lab", "break", "kill-primary"));
    Path control = data.resolve("global").resolve("pg_control");
    Files.move(control, control.resolveSibling("pg_control.fenced"));

    Program.Outcome again = up();

    assertThat(roles(status())).containsExactly("fenced", "standby");
    assertThat(again.text()).contains("db1", "fenced");
  }

  /** Process numbers come round again, on small machines within a minute. */
  @Test
  void aServerWhoseProcessNumberIsInUseAgainIsBroughtBack() throws IOException {
    well(up());
    JsonNode before = status();
    well(bosai("lab", "break", "kill-primary"));
    Path file = Path.of(before.at("/nodes/0/dataDir").asText()).resolve("postmaster.pid");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(0, before.at("/workers/0/pid").asText());
    Files.write(file, lines);

    well(up());

    assertThat(roles(status())).containsExactly("primary", "standby");
  }

  @Test
  void aPortInUseIsNamedBeforeAnythingIsMade() throws IOException {
    try (ServerSocket taken = new ServerSocket(BASE + 11)) {
      Program.Outcome outcome = up();

      assertThat(outcome.exit()).isEqualTo(30);
      assertThat(outcome.text())
          .contains(
              "port " + taken.getLocalPort() + " of \"db1\" is in use", "HINT:", "--base-port");
      assertThat(home).doesNotExist();
    }
  }

  @Test
  void withoutALabStatusSaysSoAndDownIsContent() {
    Program.Outcome status = bosai("lab", "status", "--json");

    assertThat(status.exit()).isEqualTo(30);
    assertThat(status.text()).contains("there is no lab in");
    well(bosai("lab", "down"));
  }

  private void assertNothingLeft(Path root) throws IOException {
    assertThat(new ProcessTable().startedWith("BOSAI_LAB=" + root)).isEmpty();
    assertThat(root).doesNotExist();
    assertThat(home).doesNotExist();
    assertThat(
            Await.until(
                () ->
                    List.of(0, 1, 2, 3, 11, 12, 31, 32).stream()
                        .allMatch(n -> Ports.free(BASE + n)),
                Duration.ofSeconds(5)))
        .isTrue();
  }

  private static void well(Program.Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.text()).isZero();
  }

  private Program.Outcome up() {
    return bosai("lab", "up", "--base-port", Integer.toString(BASE), "--lag", "50ms");
  }

  private JsonNode status() throws IOException {
    Program.Outcome status = bosai("lab", "status", "--json");
    well(status);
    return new ObjectMapper().readTree(status.text());
  }

  private static List<String> roles(JsonNode status) {
    return status.get("nodes").findValuesAsText("role");
  }

  private Program.Outcome bosai(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", "../target/bosai.jar"));
    command.addAll(List.of(arguments));
    return new Program(command, Map.of("BOSAI_HOME", home.toString()), Duration.ofMinutes(5)).run();
  }

  // PostgreSQL takes the data directory's inode as the key of its segment.
  private static List<String> segments(JsonNode status) throws IOException {
    List<String> keys = new ArrayList<>();
    for (String data : status.get("nodes").findValuesAsText("dataDir")) {
      keys.add(Integer.toString(((Long) Files.getAttribute(Path.of(data), "unix:ino")).intValue()));
    }
    return keysInUse().stream().filter(keys::contains).toList();
  }

  private static List<String> keysInUse() throws IOException {
    return Files.readAllLines(Path.of("/proc/sysvipc/shm")).stream()
        .map(line -> line.strip().replaceAll("\\s.*", ""))
        .toList();
  }
}
