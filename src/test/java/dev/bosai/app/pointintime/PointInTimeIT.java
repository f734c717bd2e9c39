package dev.bosai.app.pointintime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bosai.app.drill.LabDrill;
import dev.bosai.app.drill.Said;
import dev.bosai.app.host.Await;
import dev.bosai.app.lab.LabStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table is dropped, and rows are deleted, on a real lab while its service goes on writing. */
class PointInTimeIT {
  private static final int BASE = 24_600;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String ORDERS = "select o::text from orders o where id <= %d order by id";

  @TempDir private Path folder;
  private LabDrill drill;

  @AfterEach
  void leaveNothing() {
    drill.close();
  }

  @Test
  void aDroppedTableComesBackAndTheSwitchCanBeTakenBackUntilItIsKept() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backup");
    long newest = Long.parseLong(ask("select max(id) from orders"));
    List<String> before = drill.ask("db1", ORDERS.formatted(newest));
    ask("drop table orders");
    String target = found("drop");

    String first = start(target);
    answer("hold", "read-only");
    answer("choose", "switch");
    awaitNeed("settle");
    assertThat(drill.ask("db1", ORDERS.formatted(newest))).isEqualTo(before);
    reportNamesTheTarget(first, target);

    // The service has written since, so going back takes a word more.
    Await.until(() -> !ask("select max(id) from orders").equals("" + newest), PATIENCE);
    answer("settle", "undo");
    Await.until(() -> choices().contains("override"), PATIENCE);
    answer("settle", "override");
    awaitState(first, "done");
    assertThat(ask("select to_regclass('orders') is null")).isEqualTo("t");
    assertThat(roles()).containsExactlyInAnyOrder("primary", "standby");

    String second = start(target);
    answer("hold", "keep-serving");
    answer("choose", "switch");
    answer("settle", "keep");
    awaitState(second, "done");
    assertThat(drill.ask("db1", ORDERS.formatted(newest))).isEqualTo(before);
    Await.until(() -> status().get("protection").asText().equals("protected"), PATIENCE);
    assertThat(status().get("protection").asText()).as(status().toString()).isEqualTo("protected");
    assertThat(roles()).containsExactlyInAnyOrder("primary", "standby");
  }

  @Test
  void deletedRowsComeBackAloneAndNothingElseIsTouched() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backup");
    List<String> before = drill.ask("db1", ORDERS.formatted(50));
    String timeline = ask("select timeline_id from pg_control_checkpoint()");
    ask("delete from orders where id <= 50");
    String target = found("delete");

    String run = start(target, "--input", "tables=public.orders:id=1,2,3");
    answer("hold", "keep-serving");
    answer("choose", "extract");
    answer("approve", "approve");
    awaitState(run, "done");

    assertThat(drill.ask("db1", ORDERS.formatted(50))).isEqualTo(before.subList(0, 3));
    assertThat(ask("select timeline_id from pg_control_checkpoint()")).isEqualTo(timeline);
    assertThat(drill.node("db1").data().resolveSibling("data.restored-" + id(run))).doesNotExist();
  }

  @Test
  void whatCannotBeReachedIsRefusedAndNothingIsTouched() {
    drill = LabDrill.up(folder.resolve("home"), BASE, "--backup");
    Said zoneless =
        bosai("start", "point-in-time-recovery", "--yes", "--input", "target=2026-11-25 03:14:07");
    assertThat(zoneless.exit()).as(zoneless.toString()).isEqualTo(1);
    assertThat(zoneless.err()).contains("zone");

    String run = start("2020-01-01T00:00:00Z");
    awaitNeed("repair");
    assertThat(status().at("/needs/facts/failure").asText()).contains("HINT:");
    Said aborted = bosai("abort", "lab", "--why", "wrong year", "--yes");
    assertThat(aborted.exit()).as(aborted.toString()).isZero();
    awaitState(run, "aborted");
    assertThat(status().get("end").asText()).isEqualTo("unchanged");
    assertThat(ask("select pg_is_in_recovery()")).isEqualTo("f");
  }

  private void reportNamesTheTarget(String run, String target) {
    JsonNode report = bosai("report", run).json();
    assertThat(report.at("/target/asked").asText()).isEqualTo(target);
    assertThat(report.at("/target/reached").asText()).contains("0/");
    assertThat(report.get("writtenAfterTarget").isObject()).isTrue();
    assertThat(report.at("/measured/loss/0/source").asText()).isEqualTo("wal");
  }

  private String found(String kind) {
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

  private String start(String target, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of("start", "point-in-time-recovery", "--yes", "--input", "target=" + target));
    command.addAll(List.of(more));
    Said said = bosai(command.toArray(String[]::new));
    assertThat(said.exit()).as(said.toString()).isZero();
    return said.json().get("run").asText();
  }

  private void answer(String decision, String choice) {
    awaitNeed(decision);
    Said said = bosai(choice, "lab", "--why", "drill", "--yes");
    assertThat(said.exit()).as(said.toString()).isZero();
  }

  private void awaitNeed(String decision) {
    Await.until(() -> status().at("/needs/decision").asText().equals(decision), PATIENCE);
    assertThat(status().at("/needs/decision").asText()).as(status().toString()).isEqualTo(decision);
  }

  private void awaitState(String run, String state) {
    Await.until(() -> drill.status(run).json().get("state").asText().equals(state), PATIENCE);
    assertThat(drill.status(run).json().get("state").asText())
        .as(status().toString())
        .isEqualTo(state);
  }

  private String choices() {
    return status().at("/needs/choices").toString();
  }

  private JsonNode status() {
    return drill.status("lab").json();
  }

  private List<String> roles() {
    return drill.look().nodes().stream().map(LabStatus.Node::role).toList();
  }

  private String ask(String query) {
    return String.join("\n", drill.ask("db1", query));
  }

  private static String id(String run) {
    return run.substring(run.indexOf('@') + 1);
  }

  private Said bosai(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("--system", drill.systemFile().toString(), "--json"));
    return drill.bosai(command.toArray(String[]::new));
  }
}
