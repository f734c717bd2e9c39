package dev.bosai.app.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.LabStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A person who takes a mistake back on a lab: finds it, starts the recovery, answers what it asks.
 *
 * @param drill the lab
 */
record Mending(LabDrill drill) {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  String found(String kind) {
    String now = Instant.now().toString();
    JsonNode found =
        bosai("backup", "find", "--around", now, "--within", "2m", "--table", "orders")
            .json()
            .get("found");
    List<JsonNode> fitting = new ArrayList<>();
    found.forEach(one -> fitting.add(one));
    return fitting.stream()
        .filter(one -> one.get("kind").asText().equals(kind))
        .reduce((earlier, later) -> later)
        .orElseThrow(() -> new AssertionError("no " + kind + " in " + found))
        .get("target")
        .asText();
  }

  String start(String target, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("start", "point-in-time-recovery", "--yes", "--input", "target=" + target));
    command.addAll(List.of(more));
    Said said = bosai(command.toArray(String[]::new));
    assertThat(said.exit()).as(said.toString()).isZero();
    return said.json().get("run").asText();
  }

  void answer(String decision, String choice) {
    awaitNeed(decision);
    Said said = bosai(choice, "lab", "--why", "drill", "--yes");
    assertThat(said.exit()).as(said.toString()).isZero();
  }

  void awaitNeed(String decision) {
    Await.until(() -> status().at("/needs/decision").asText().equals(decision), PATIENCE);
    assertThat(status().at("/needs/decision").asText()).as(status().toString()).isEqualTo(decision);
  }

  void awaitState(String run, String state) {
    Await.until(() -> drill.status(run).json().get("state").asText().equals(state), PATIENCE);
    assertThat(drill.status(run).json().get("state").asText())
        .as(status().toString())
        .isEqualTo(state);
  }

  String choices() {
    return status().at("/needs/choices").toString();
  }

  JsonNode status() {
    return drill.status("lab").json();
  }

  List<String> roles() {
    return drill.look().nodes().stream().map(LabStatus.Node::role).toList();
  }

  String ask(String query) {
    return String.join("\n", drill.ask("db1", query));
  }

  static String id(String run) {
    return run.substring(run.indexOf('@') + 1);
  }

  Said bosai(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("--system", drill.systemFile().toString(), "--json"));
    return drill.bosai(command.toArray(String[]::new));
  }
}
